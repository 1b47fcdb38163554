import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { copy } from '../../schema/copy.ts'
import {
  CarrierCode,
  CaseNumber,
  expressCopy,
  expressMessage,
  ParcelNote,
  State,
  Waybill,
} from '../../schema/express.ts'
import { DeliveryDetail, DeliveryRegion, deliveryCopy } from '../../schema/fields/delivery.ts'
import { InstitutionLevel, InstitutionType, institutionCopy } from '../../schema/fields/institution.ts'
import { OrganisationCode } from '../../schema/fields/organisation-code.ts'
import { RegisteredAddress } from '../../schema/fields/registered-address.ts'
import { Affiliation, Category, EconomicType, Industry, Nature } from '../../schema/fields/unit-codes.ts'
import { InstitutionName, institutionMessage } from '../../schema/institutions.ts'
import { settingsMessage } from '../../schema/settings-copy.ts'
import { unitCopy, unitMessage } from '../../schema/units.ts'

/** Tables of the forms that only some pages carry, each with its fields and the function that reads it. */
const tables: [Record<string, string>, v.GenericSchema[], (code: string) => string][] = [
  [deliveryCopy, [DeliveryRegion, DeliveryDetail], settingsMessage],
  [
    expressCopy,
    [CarrierCode, Waybill, CaseNumber, ParcelNote, State, DeliveryRegion, DeliveryDetail],
    expressMessage,
  ],
  [institutionCopy, [InstitutionName, InstitutionType, InstitutionLevel], institutionMessage],
  [
    unitCopy,
    [OrganisationCode, RegisteredAddress, EconomicType, Nature, Industry, Affiliation, Category],
    unitMessage,
  ],
]

const LURES = [
  '',
  '1',
  '厂',
  'x'.repeat(200),
  '<b>中山北路</b>',
  '320100',
  '代码',
  'castle',
  'toString',
  undefined,
]
/** Only the unit's own credit code tells whether it is right. */
const FROM_SERVER = ['organisation_code.check_digit']

describe('the copy of the unit centre', () => {
  it.each(tables)(
    'has a sentence for every message, and a field for every sentence',
    (table, fields, say) => {
      const codes = fields.flatMap((field) =>
        LURES.flatMap((lure) => v.safeParse(field, lure).issues?.map((issue) => issue.message) ?? []),
      )
      const own = Object.keys(table).filter((code) => !FROM_SERVER.includes(code))
      expect([...new Set(codes.filter(Boolean))].sort()).toEqual(own.sort())
      for (const [code, sentence] of Object.entries(table)) {
        expect(say(code)).toBe(sentence)
        expect(sentence).toMatch(/^\p{Script=Han}.*。$/u)
        expect(sentence).not.toMatch(/[A-Za-z]{2}|[,;:!?()"']|参数|非法|错误|系统/)
        expect(copy).not.toHaveProperty([code])
      }
      expect(say('mobile.required')).toBe(copy['mobile.required'])
      for (const code of ['toString', '__proto__', 'constructor']) expect(say(code)).toMatch(/。$/)
    },
  )
})
