import * as v from 'valibot'
import { fromBase64, randomBytes, sameText, text, utf8 } from '../../lib/bytes.ts'
import { ok } from '../../lib/result.ts'
import { call, fault, type Line, type Reply } from '../call.ts'
import { hex, hmacHex, readJson, sha256Hex } from '../crypto.ts'
import { type PartnerFault, safeCode } from '../fault.ts'
import type { PopulationRegister } from './port.ts'

/** How far the register's clock may be from ours, in milliseconds. */
const CLOCK_DRIFT_MS = 5 * 60_000

export type RegisterConfig = { endpoint: string; appId: string }
/** `key` is base64 of the shared HMAC key. */
export type RegisterKeys = { key: string }

/** `code` "0" is an answer; `result` 1 same person, 2 name differs, 3 number unknown. */
const Answer = v.looseObject({
  code: v.string(),
  data: v.optional(v.looseObject({ result: v.picklist(['1', '2', '3']) })),
})

/**
 * Population register: one JSON call, signed both ways with HMAC-SHA256.
 * Asked: `method \n path \n timestamp \n nonce \n hex(sha256(body))`; answered: the status in place of the
 * method, over our own nonce, so that an answer belongs to one question. Fields as in GA/T 2000
 * (`XM` name, `GMSFHM` citizen identity number).
 */
export function register(config: RegisterConfig, keys: RegisterKeys, line: Line): PopulationRegister {
  const path = new URL(config.endpoint).pathname
  const signature = (first: string, timestamp: string, nonce: string, bodyHash: string) =>
    hmacHex(fromBase64(keys.key), [first, path, timestamp, nonce, bodyHash].join('\n'))

  async function isRegisters(reply: Reply, nonce: string): Promise<boolean> {
    const timestamp = reply.headers.get('x-timestamp') ?? ''
    const bodyHash = await sha256Hex(reply.bytes)
    const expected = await signature(String(reply.status), timestamp, nonce, bodyHash)
    const recent = Math.abs(line.now() - Number(timestamp)) <= CLOCK_DRIFT_MS
    return recent && sameText(expected, reply.headers.get('x-signature') ?? '')
  }

  return {
    check(person) {
      let nonce = ''
      return call<'match' | 'no_match'>(line, {
        attempts: 2,
        async request(now) {
          nonce = hex(randomBytes(16))
          const body = JSON.stringify({ XM: person.name, GMSFHM: person.documentNumber })
          const timestamp = String(now)
          return new Request(config.endpoint, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'x-app-id': config.appId,
              'x-timestamp': timestamp,
              'x-nonce': nonce,
              'x-signature': await signature('POST', timestamp, nonce, await sha256Hex(utf8(body))),
            },
            body,
          })
        },
        async read(reply) {
          const answer = v.safeParse(Answer, readJson(text(reply.bytes)))
          if (!answer.success)
            return fault('population', 'nonsense', `status ${reply.status}, not the promised object`)
          if (!(await isRegisters(reply, nonce)))
            return fault('population', 'bad_signature', 'wrong signature')
          const { code, data } = answer.output
          if (code !== '0')
            return fault('population', kindOf(code), `code ${/^\w{1,8}$/.test(code) ? code : safeCode(code)}`)
          if (data === undefined) return fault('population', 'nonsense', 'success without a result')
          return ok(data.result === '1' ? 'match' : 'no_match')
        },
      })
    },
  }
}

/** 9xxx: the register's own system; 4029: asked too often; the rest: refused. */
function kindOf(code: string): PartnerFault['kind'] {
  if (code.startsWith('9')) return 'unavailable'
  return code === '4029' ? 'limited' : 'refused'
}
