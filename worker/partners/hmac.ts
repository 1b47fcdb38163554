import * as v from 'valibot'
import { fromBase64, hex, randomBytes, sameText, text, utf8 } from '../lib/bytes.ts'
import type { Result } from '../lib/result.ts'
import { call, fault, type Line, type Reply } from './call.ts'
import { hmacHex, readJson, sha256Hex } from './crypto.ts'
import { type PartnerFault, safeCode } from './fault.ts'

/** How far the other side's clock may be from ours, in milliseconds. */
const CLOCK_DRIFT_MS = 5 * 60_000

/** `key` is base64 of the shared HMAC key. */
export interface SignedEndpoint {
  endpoint: string
  appId: string
  key: string
}

const Answer = v.looseObject({ code: v.string(), data: v.optional(v.unknown()) })
export type Answer = v.InferOutput<typeof Answer>

/** Where a call goes to, what it asks, and how its answer is read. */
export interface SignedCall<T> {
  /** More than one only where asking twice does no more than asking once. */
  attempts: 1 | 2
  body: object
  /** Told of provably genuine answers alone. */
  read: (answer: Answer) => Result<T, PartnerFault>
}

/**
 * One JSON call, signed both ways with HMAC-SHA256.
 * Asked: `method \n path \n timestamp \n nonce \n hex(sha256(body))`; answered: the status in place of the
 * method, over our own nonce, so that an answer belongs to one question.
 */
export function signedCall<T>(
  line: Line,
  { endpoint, appId, key }: SignedEndpoint,
  { attempts, body, read }: SignedCall<T>,
): Promise<Result<T, PartnerFault>> {
  const path = new URL(endpoint).pathname
  const signature = (first: string, timestamp: string, nonce: string, bodyHash: string) =>
    hmacHex(fromBase64(key), [first, path, timestamp, nonce, bodyHash].join('\n'))
  let nonce = ''

  async function isTheirs(reply: Reply): Promise<boolean> {
    const timestamp = reply.headers.get('x-timestamp') ?? ''
    const expected = await signature(String(reply.status), timestamp, nonce, await sha256Hex(reply.bytes))
    const recent = Math.abs(line.now() - Number(timestamp)) <= CLOCK_DRIFT_MS
    return recent && sameText(expected, reply.headers.get('x-signature') ?? '')
  }

  return call<T>(line, {
    attempts,
    async request(now) {
      nonce = hex(randomBytes(16))
      const sent = JSON.stringify(body)
      const timestamp = String(now)
      return new Request(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-app-id': appId,
          'x-timestamp': timestamp,
          'x-nonce': nonce,
          'x-signature': await signature('POST', timestamp, nonce, await sha256Hex(utf8(sent))),
        },
        body: sent,
      })
    },
    async read(reply) {
      const answer = v.safeParse(Answer, readJson(text(reply.bytes)))
      if (!answer.success)
        return fault(line.partner, 'nonsense', `status ${reply.status}, not the promised object`)
      if (!(await isTheirs(reply))) return fault(line.partner, 'bad_signature', 'wrong signature')
      return read(answer.output)
    },
  })
}

/** The fault behind a code that is no answer. 9xxx: their own trouble; 4029: asked too often; the rest: refused. */
export function faultOf(line: Line, code: string) {
  const kind = code.startsWith('9') ? 'unavailable' : code === '4029' ? 'limited' : 'refused'
  return fault(line.partner, kind, `code ${/^\w{1,8}$/.test(code) ? code : safeCode(code)}`)
}
