/**
 * The protocol of BJCA: JSON over a WebSocket, each call with a number that its answer bears too. The client lists keys
 * without a PIN and takes the PIN from whoever asks: our window asks for it.
 */
import * as v from 'valibot'
import { readCertificate } from '../certificate.ts'
import { signed } from './caclient.ts'
import { type Driver, failed, type Key } from './driver.ts'
import { MOST_VENDOR_BYTES, VENDOR_ANSWERS_MS, type Vendor } from './vendors.ts'

const value = v.union([v.string(), v.number(), v.boolean()])
const Answer = v.object({
  call_cmd_id: v.union([v.string(), v.number()]),
  retVal: v.optional(value),
  retValue: v.optional(value),
  token: v.optional(v.string()),
})

/** One call after another; the socket is open for as long as one look or one signature takes. */
interface Client {
  call(name: string, ...param: (string | number)[]): Promise<string>
  close(): void
}

function open(port: number, signal: AbortSignal): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/xtxapp/`)
  const waiting = new Map<string, { resolve: (value: string) => void; reject: (error: Error) => void }>()
  let token: string | undefined
  let count = 0
  const close = () => socket.close()
  signal.addEventListener('abort', close, { once: true })
  socket.addEventListener('message', ({ data }) => {
    const answer = typeof data === 'string' && data.length <= MOST_VENDOR_BYTES ? parsed(data) : undefined
    if (!answer) return close()
    token = answer.token ?? token
    const call = waiting.get(String(answer.call_cmd_id))
    // What the client tells of its own accord, a key pulled out say, answers no call.
    call?.resolve(String(answer.retVal ?? answer.retValue ?? ''))
  })
  const over = () => {
    signal.removeEventListener('abort', close)
    for (const { reject } of waiting.values()) reject(new Error('the client has gone'))
  }
  const client: Client = {
    call: (name, ...param) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('the client has gone'))
        const id = `i_${++count}`
        waiting.set(id, { resolve, reject })
        // Older clients read the parameters one by one, newer ones as a list.
        const each = Object.fromEntries(param.map((one, at) => [`param_${at + 1}`, one]))
        socket.send(JSON.stringify({ xtx_func_name: name, call_cmd_id: id, ...each, param, token }))
      }),
    close,
  }
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(client))
    socket.addEventListener('close', () => {
      over()
      reject(new Error('no client is there'))
    })
    socket.addEventListener('error', close)
  })
}

function parsed(json: string) {
  try {
    const answer = v.safeParse(Answer, JSON.parse(json))
    return answer.success ? answer.output : undefined
  } catch {
    return undefined
  }
}

/** `name||id&&&name||id&&&` */
const idsOf = (list: string) =>
  list
    .split('&&&')
    .map((user) => user.split('||')[1] ?? '')
    .filter((id) => id !== '')

export function xtxApp(vendor: Vendor): Driver {
  const port = vendor.ports[0] ?? 0
  return {
    traits: vendor,
    async look(signal) {
      const soon = AbortSignal.any([signal, AbortSignal.timeout(VENDOR_ANSWERS_MS)])
      const client = await open(port, soon).catch(() => undefined)
      if (!client) return { state: 'not_installed' }
      try {
        const keys: Key[] = []
        let encryptionOnly = false
        for (const ref of idsOf(await client.call('SOF_GetUserList'))) {
          const certificate = readCertificate(
            Buffer.from(await client.call('SOF_ExportUserCert', ref), 'base64'),
          )
          if (certificate?.signs) keys.push({ ref, traits: vendor, certificate })
          else if (certificate) encryptionOnly = true
        }
        return { state: 'looked', found: { keys, encryptionOnly } }
      } catch {
        return { state: 'failed' }
      } finally {
        client.close()
      }
    },
    async sign({ ref, certificate }, text, pin, signal) {
      const client = await open(port, signal).catch(() => undefined)
      try {
        if (!client || !certificate || !pin) return failed('driver_failed')
        if ((await client.call('SOF_Login', ref, pin.toString('utf8'))) !== 'true') {
          const left = Number(await client.call('SOF_GetPinRetryCount', ref))
          return left === 0 ? failed('pin_locked', 0) : failed('pin_wrong', left > 0 ? left : undefined)
        }
        const ask = [0, ref, text(certificate.algorithm).toString('ascii')]
        const answer = await client.call('SOF_SignMessage', ...ask)
        return signed(certificate, Buffer.from(answer, 'base64'), vendor)
      } catch {
        return failed('driver_failed')
      } finally {
        pin?.fill(0)
        client?.close()
      }
    },
    close() {},
  }
}
