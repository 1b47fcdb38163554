import * as v from 'valibot'
import { ok } from '../../lib/result.ts'
import { fault, type Line } from '../call.ts'
import { faultOf, type SignedCall, signedCall } from '../hmac.ts'
import type { LegacyAccount, LegacyConfirmation, LegacyHall, LegacyHalls } from './port.ts'

/** Each hall's address; `/account/check` and `/account/confirm` lie below it. */
export type LegacyConfig = { appId: string; halls: Record<LegacyHall, string> }
/** One shared HMAC key a hall, base64: what one of them signs proves nothing of another. */
export type LegacyKeys = { keys: Record<LegacyHall, string> }

const Short = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
/** Masked by the other side; a number that is not was sent by mistake and is not taken in. */
const Masked = v.pipe(Short, v.includes('*'))
const Unit = v.looseObject({
  unitCode: v.pipe(v.string(), v.regex(/^[0-9A-Z]{1,32}$/)),
  unitName: v.pipe(v.string(), v.minLength(2), v.maxLength(120)),
  creditCode: v.optional(v.string(), ''),
  representative: v.looseObject({
    name: Masked,
    documentType: v.pipe(v.string(), v.regex(/^\d{2}$/)),
    documentNumber: Masked,
  }),
})
const Checked = v.looseObject({
  ticket: Short,
  units: v.pipe(v.array(Unit), v.minLength(1), v.maxLength(100)),
})
const Confirmed = v.variant('result', [
  v.looseObject({ result: v.literal('1'), name: Short }),
  v.looseObject({ result: v.literal('2') }),
])

/** 1001 wrong password, 1002 unknown account, 1003 locked there, 1004 no unit. */
const REFUSED: Record<string, 'wrong' | 'locked' | 'no_units'> = {
  ...{ '1001': 'wrong', '1002': 'wrong', '1003': 'locked', '1004': 'no_units' },
}
const TICKET_OVER = '1005'

/** The three old halls: one interface at three addresses, signed both ways (hmac.ts). `lines` is one circuit a hall. */
export function legacyHalls(
  { appId, halls }: LegacyConfig,
  { keys }: LegacyKeys,
  lines: Record<LegacyHall, Line>,
): LegacyHalls {
  const ask = <T>(hall: LegacyHall, act: 'check' | 'confirm', asked: SignedCall<T>) =>
    signedCall(lines[hall], { endpoint: `${halls[hall]}/account/${act}`, appId, key: keys[hall] }, asked)

  return {
    check: (hall, { userName, password }) =>
      ask<LegacyAccount>(hall, 'check', {
        attempts: 1,
        body: { userName, password },
        read({ code, data }) {
          const status = REFUSED[code]
          if (status) return ok({ status })
          if (code !== '0') return faultOf(lines[hall], code)
          const found = v.safeParse(Checked, data)
          if (!found.success) return fault('legacy', 'nonsense', 'an account without its units')
          const { ticket, units } = found.output
          return ok({ status: 'open', ticket, units })
        },
      }),
    confirm: (hall, asked) =>
      ask<LegacyConfirmation>(hall, 'confirm', {
        attempts: 2,
        body: asked,
        read({ code, data }) {
          if (code === TICKET_OVER) return ok({ status: 'over' })
          if (code !== '0') return faultOf(lines[hall], code)
          const found = v.safeParse(Confirmed, data)
          if (!found.success) return fault('legacy', 'nonsense', 'success without a result')
          const { output } = found
          return ok(output.result === '1' ? { status: 'same', name: output.name } : { status: 'different' })
        },
      }),
  }
}
