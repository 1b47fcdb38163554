import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { Carrier } from '../../../schema/express.ts'
import { text } from '../../lib/bytes.ts'
import { ok, type Result } from '../../lib/result.ts'
import { call, fault, type Line } from '../call.ts'
import { readJson } from '../crypto.ts'
import { type FaultKind, type PartnerFault, safeCode } from '../fault.ts'
import { Answer, trackOf } from './kuaidi100-track.ts'
import type { ParcelTrack, ParcelTracks } from './port.ts'

/** `endpoint` is `https://poll.kuaidi100.com/poll/query.do`. */
export type Kuaidi100Config = { endpoint: string }
/** What the platform hands out: who asks, and the key that signs. */
export type Kuaidi100Keys = { customer: string; key: string }

/** Its codes for the carriers. 其他快递 has none. */
const CODES: Partial<Record<Carrier, string>> = {
  ...{ post: 'ems', shunfeng: 'shunfeng', jingdong: 'jd', zhongtong: 'zhongtong', yuantong: 'yuantong' },
  ...{ shentong: 'shentong', yunda: 'yunda', jitu: 'jtexpress' },
}
/** These two want to hear a number of sender or receiver; its last four digits do, so no more is told. */
const WANT_MOBILE: ReadonlySet<Carrier> = new Set<Carrier>(['shunfeng', 'zhongtong'])

const Refusal = v.looseObject({ result: v.literal(false), returnCode: v.string() })
/** No carrier knows the waybill yet: an answer, and the usual one until the parcel is collected. */
const NOTHING_YET = '500'
const KINDS: Record<string, FaultKind> = { 501: 'unavailable', 502: 'unavailable', 601: 'limited' }

/** Upper-case MD5 over what is sent, key and customer, as the protocol has it. TLS vouches for the answers. */
export const signOf = (param: string, { customer, key }: Kuaidi100Keys) =>
  createHash('md5').update(`${param}${key}${customer}`).digest('hex').toUpperCase()

/** Parcels by the Kuaidi100 query. */
export function kuaidi100(config: Kuaidi100Config, keys: Kuaidi100Keys, line: Line): ParcelTracks {
  return {
    knows: (carrier) => CODES[carrier] !== undefined,
    track: ({ carrier, waybill, mobile }) => {
      const com = CODES[carrier]
      if (com === undefined) throw new Error('this carrier cannot be asked')
      return call<ParcelTrack>(line, {
        attempts: 1,
        async request() {
          const phone = WANT_MOBILE.has(carrier) ? { phone: mobile.slice(-4) } : {}
          // `resultv2` 1: each line says its state.
          const param = JSON.stringify({ com, num: waybill, ...phone, resultv2: '1' })
          const form = { customer: keys.customer, sign: signOf(param, keys), param }
          const headers = { 'content-type': 'application/x-www-form-urlencoded' }
          const body = new URLSearchParams(form).toString()
          return new Request(config.endpoint, { method: 'POST', headers, body })
        },
        read: async ({ status, bytes }) => {
          const body = readJson(text(bytes))
          const refusal = v.safeParse(Refusal, body)
          if (refusal.success) return refused(refusal.output.returnCode)
          const answer = v.safeParse(Answer, body)
          if (!answer.success)
            return fault('express', 'nonsense', `status ${status}, not the promised object`)
          const { com: whose, nu } = answer.output
          if (whose !== com || nu.toUpperCase() !== waybill)
            return fault('express', 'nonsense', 'another parcel')
          return ok(trackOf(answer.output))
        },
      })
    },
  }
}

function refused(code: string): Result<ParcelTrack, PartnerFault> {
  if (code === NOTHING_YET) return ok({ state: undefined, lines: [] })
  return fault('express', KINDS[code] ?? 'refused', `code ${/^\d{3}$/.test(code) ? code : safeCode(code)}`)
}
