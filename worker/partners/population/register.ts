import * as v from 'valibot'
import { ok } from '../../lib/result.ts'
import { fault, type Line } from '../call.ts'
import { faultOf, signedCall } from '../hmac.ts'
import type { PopulationRegister } from './port.ts'

export type RegisterConfig = { endpoint: string; appId: string }
/** `key` is base64 of the shared HMAC key. */
export type RegisterKeys = { key: string }

/** `result` 1 same person, 2 name differs, 3 number unknown. */
const Data = v.looseObject({ result: v.picklist(['1', '2', '3']) })

/** Population register: one signed call (hmac.ts). Fields as in GA/T 2000 (`XM` name, `GMSFHM` citizen identity number). */
export function register(config: RegisterConfig, keys: RegisterKeys, line: Line): PopulationRegister {
  return {
    check: (person) =>
      signedCall<'match' | 'no_match'>(
        line,
        { ...config, ...keys },
        {
          attempts: 2,
          body: { XM: person.name, GMSFHM: person.documentNumber },
          read({ code, data }) {
            if (code !== '0') return faultOf(line, code)
            const found = v.safeParse(Data, data)
            if (!found.success) return fault('population', 'nonsense', 'success without a result')
            return ok(found.output.result === '1' ? 'match' : 'no_match')
          },
        },
      ),
  }
}
