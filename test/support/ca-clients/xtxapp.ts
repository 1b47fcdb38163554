/** A stand-in for BJCA's client: JSON over a WebSocket, each answer with the number of its call. */
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { UnitKey } from '../tokens/certificates.ts'
import { pkcs7, sm2Pkcs7 } from '../tokens/sign.ts'

export interface XtxApp {
  port: number
  /** The names of the calls that came. */
  calls: string[]
  triesLeft: number
  /** Signs with attributes of its own, speaks nonsense, or leaves without a word. */
  behaves: 'signs' | 'attributes' | 'nonsense' | 'leaves'
  close(): Promise<void>
}

interface Call {
  xtx_func_name: string
  call_cmd_id: string
  param: (string | number)[]
  token?: string
}

const TOKEN = 'a-token-of-the-client'

export async function startXtxApp(pin: string, keys: UnitKey[], exchange: UnitKey[] = []): Promise<XtxApp> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/xtxapp/' })
  const certificates = [...keys, ...exchange]
  const names: Record<string, (call: Call) => unknown> = {
    SOF_GetUserList: () => certificates.map((_, at) => `单位${at}||cert-${at}&&&`).join(''),
    SOF_ExportUserCert: ({ param: [id] }) => keyOf(id)?.certificate.toString('base64') ?? '',
    SOF_GetPinRetryCount: () => app.triesLeft,
    SOF_Login({ param: [, typed] }) {
      if (app.triesLeft === 0 || typed !== pin) app.triesLeft = Math.max(0, app.triesLeft - 1)
      else app.triesLeft = 10
      return app.triesLeft > 0 && typed === pin
    },
    async SOF_SignMessage({ param: [flag, id, text], token }) {
      const key = keyOf(id)
      if (!key || flag !== 0 || typeof text !== 'string' || token !== TOKEN) return ''
      const made = key.kind === 'sm2' ? sm2Pkcs7(key, text) : pkcs7(key, text, app.behaves === 'attributes')
      return (await made).toString('base64')
    },
  }
  const keyOf = (id: unknown) => certificates[Number(String(id).replace('cert-', ''))]
  server.on('connection', (socket) => {
    // Of its own accord, as it tells that a key was plugged in.
    socket.send(JSON.stringify({ call_cmd_id: 'onUsbKeyChange', retVal: '' }))
    socket.on('message', async (data) => {
      const call = JSON.parse(String(data)) as Call
      app.calls.push(call.xtx_func_name)
      if (app.behaves === 'leaves') return socket.terminate()
      if (app.behaves === 'nonsense') return socket.send('<html>It works!</html>')
      const value = await names[call.xtx_func_name]?.(call)
      const token = call.xtx_func_name === 'SOF_Login' && value ? { token: TOKEN } : {}
      socket.send(JSON.stringify({ call_cmd_id: call.call_cmd_id, retVal: String(value), ...token }))
    })
  })
  await new Promise<void>((listening) => server.on('listening', () => listening()))
  const app: XtxApp = {
    port: (server.address() as AddressInfo).port,
    ...{ calls: [], triesLeft: 10, behaves: 'signs' },
    close() {
      for (const client of server.clients) client.terminate()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
  return app
}
