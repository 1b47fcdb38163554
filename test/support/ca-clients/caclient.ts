/** A stand-in for the clients of JSCA and 国信CA, as their pages speak to them: JSON posted to `/caclient`. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { UnitKey } from '../tokens/certificates.ts'
import { signedByVendor } from '../tokens/sign.ts'

/** What its own window says, or what it does instead of being a client. */
export type Behaves =
  | 'signs'
  | 'cancelled'
  | 'wrong_pin'
  | 'locked'
  | 'unplugged'
  | 'nonsense'
  | 'moved'
  | 'endless'
  | 'silent'

const MESSAGES: Partial<Record<Behaves, string>> = {
  cancelled: '用户取消了操作',
  wrong_pin: '密码错误',
  locked: 'KEY 已被锁定',
  unplugged: '未检测到证书设备',
}

export interface CaClient {
  port: number
  behaves: Behaves
  /** The bodies that came, as they were posted. */
  asked: { url?: string; Cert?: string; InData?: string }[]
  close(): Promise<void>
}

export async function startCaClient(key: UnitKey): Promise<CaClient> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (request.method !== 'POST' || request.url !== '/caclient') return void response.writeHead(404).end()
    if (!misbehaves(client.behaves, response)) response.end(JSON.stringify(await answer(body)))
  })
  const answer = async (body: string) => {
    const asked = JSON.parse(body) as CaClient['asked'][number]
    client.asked.push(asked)
    const message = MESSAGES[client.behaves]
    const cert = key.certificate.toString('base64')
    if (asked.url === 'login' && message) return { resultCode: '-1', resultMsg: message }
    if (asked.url === 'login') return { resultCode: '0', resultMsg: '', Cert: cert }
    if (asked.url === 'SOF_SignData' && asked.Cert === cert && asked.InData) {
      const signature = await signedByVendor(key, asked.InData)
      return { resultCode: '0', resultMsg: '', Cert: cert, SignData: signature.toString('base64') }
    }
    return { resultCode: '-10001', resultMsg: '参数错误' }
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const client: CaClient = {
    port: (server.address() as AddressInfo).port,
    behaves: 'signs',
    asked: [],
    close() {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
  return client
}

function misbehaves(behaves: Behaves, response: ServerResponse): boolean {
  if (behaves === 'nonsense') response.end('<html>It works!</html>')
  else if (behaves === 'moved') response.writeHead(307, { location: 'http://127.0.0.1:9/caclient' }).end()
  else if (behaves === 'endless') response.end(`{"resultCode":"0","Cert":"${'A'.repeat(200_000)}"}`)
  else return behaves === 'silent'
  return true
}
