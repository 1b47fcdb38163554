import * as v from 'valibot'
import { CreditCode } from '../../../schema/fields/credit-code.ts'
import { PersonName } from '../../../schema/fields/person-name.ts'
import { UnitName } from '../../../schema/fields/unit-name.ts'
import { ok } from '../../lib/result.ts'
import { fault, type Line } from '../call.ts'
import { faultOf, signedCall } from '../hmac.ts'
import type { Licence, LicenceAnswer, LicenceSignIn } from './port.ts'

/** `/code/create`, `/code/query` and `/licence/get` lie below the endpoint. */
export type LicenceConfig = { endpoint: string; appId: string }
/** `key` is base64 of the shared HMAC key. */
export type LicenceKeys = { key: string }

const Short = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const Started = v.looseObject({
  // What the QR code holds; longer ones are hard to scan from an office screen.
  qrUrl: v.pipe(v.string(), v.url(), v.maxLength(500)),
  ticket: Short,
  expiresAt: v.pipe(v.number(), v.integer()),
})
/** `state` 0 waits, 1 confirmed, 2 refused, 3 over. */
const Polled = v.variant('state', [
  v.looseObject({ state: v.picklist(['0', '2', '3']) }),
  v.looseObject({ state: v.literal('1'), authCode: Short }),
])
const Exchanged = v.looseObject({
  uniscid: CreditCode,
  entName: UnitName,
  legalRep: PersonName,
  trustLevel: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
})

/** The electronic business licence: three JSON calls, signed both ways (hmac.ts). */
export function licence(config: LicenceConfig, { key }: LicenceKeys, line: Line): LicenceSignIn {
  const ask = <T>(path: string, attempts: 1 | 2, body: object, schema: v.GenericSchema<unknown, T>) =>
    signedCall<T>(
      line,
      { endpoint: `${config.endpoint}${path}`, appId: config.appId, key },
      {
        attempts,
        body,
        read({ code, data }) {
          if (code !== '0') return faultOf(line, code)
          const parsed = v.safeParse(schema, data)
          return parsed.success ? ok(parsed.output) : fault('licence', 'nonsense', `fields of ${path}`)
        },
      },
    )

  return {
    issuer: config.endpoint,
    // A code that is opened twice leaves one that nobody scans.
    start: (asks) => ask('/code/create', 2, asks, Started),
    async poll(ticket) {
      const found = await ask('/code/query', 1, { ticket }, Polled)
      return found.ok ? ok(answerOf(found.value)) : found
    },
    async exchange(code) {
      const found = await ask('/licence/get', 1, { authCode: code }, Exchanged)
      if (!found.ok) return found
      const { uniscid, entName, legalRep, trustLevel } = found.value
      return ok<Licence>({
        ...{ creditCode: uniscid, unitName: entName, legalRepresentativeName: legalRep, trustLevel },
      })
    },
  }
}

function answerOf(found: v.InferOutput<typeof Polled>): LicenceAnswer {
  if (found.state === '1') return { status: 'confirmed', code: found.authCode }
  return { status: found.state === '0' ? 'pending' : 'refused' }
}
