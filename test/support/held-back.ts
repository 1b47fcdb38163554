/** A request whose body comes late: its headers are there, and read, long before its last byte. */
import { request } from 'node:http'
import type { Reply, Visitor } from './client.ts'

export interface HeldBack {
  path: string
  body: FormData | URLSearchParams | string
  headers?: Record<string, string>
  /** What happens between the headers and the last byte. */
  meanwhile: () => Promise<unknown>
}

/** Long enough for the hall to have read headers and session, in milliseconds. */
const HEADERS_READ = 300

/** Posts as a browser without a script does, on a line that stops before the last byte. */
export async function postHeldBack(
  { origin, cookies, address }: Visitor,
  { path, body, headers = {}, meanwhile }: HeldBack,
): Promise<Pick<Reply, 'status' | 'text'> & { location: string | undefined }> {
  const whole = new Response(body)
  const bytes = Buffer.from(await whole.arrayBuffer())
  const sent = request(new URL(path, origin), {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': whole.headers.get('content-type') ?? '',
      'content-length': bytes.length,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...{ accept: 'text/html', origin, 'sec-fetch-site': 'same-origin', 'cf-connecting-ip': address },
      ...headers,
    },
  })
  const answer = new Promise<Pick<Reply, 'status' | 'text'> & { location: string | undefined }>(
    (done, fail) => {
      sent.once('error', fail)
      sent.once('response', (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.once('error', fail)
        response.once('end', () =>
          done({
            ...{ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() },
            location: response.headers.location,
          }),
        )
      })
    },
  )
  sent.write(bytes.subarray(0, -1))
  await new Promise((resolve) => setTimeout(resolve, HEADERS_READ))
  await meanwhile()
  sent.end(bytes.subarray(-1))
  return answer
}
