import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { COUNT_PATH, type D1Count } from './count-d1.ts'

export type Reply = { status: number; headers: IncomingHttpHeaders; body: string }
export type Ask = {
  method?: string
  headers?: Record<string, string>
  json?: unknown
  form?: Record<string, string>
}
export type Client = {
  /** Sends one request over the kept connection. Throws unless the status is in the 200s. */
  ask(path: string, ask?: Ask): Promise<Reply>
  /** What the Worker asked of D1 while `work` ran. The Worker must be built with the counter. */
  counted(work: () => Promise<unknown>): Promise<D1Count>
  close(): void
}

/** Plain `node:http` on one kept connection: as little of our own time in the figures as can be. */
export function client(origin: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(origin)

  const ask: Client['ask'] = (path, { method = 'GET', headers = {}, json, form } = {}) =>
    new Promise((resolve, reject) => {
      const body = form
        ? new URLSearchParams(form).toString()
        : json === undefined
          ? undefined
          : JSON.stringify(json)
      const type =
        body === undefined
          ? {}
          : {
              'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
              'content-length': Buffer.byteLength(body),
            }
      const sent = request(
        { agent, hostname, port, path, method, headers: { ...type, ...headers } },
        (reply) => {
          const chunks: Buffer[] = []
          reply.on('data', (chunk: Buffer) => chunks.push(chunk))
          reply.on('error', reject)
          reply.on('end', () => {
            const status = reply.statusCode ?? 0
            const text = Buffer.concat(chunks).toString()
            if (status >= 200 && status < 300) resolve({ status, headers: reply.headers, body: text })
            else reject(new Error(`${method} ${path} answered ${status}: ${text.slice(0, 300)}`))
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })

  return {
    ask,
    async counted(work) {
      await ask(COUNT_PATH)
      await work()
      // What a Worker does after its answer (`waitUntil`) belongs to the request too.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return JSON.parse((await ask(COUNT_PATH)).body)
    },
    close: () => agent.destroy(),
  }
}

/** The cookies of a reply, as a request's `cookie` header. */
export function cookies(reply: Reply): string {
  return (reply.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ')
}
