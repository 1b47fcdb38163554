import { describe, expect, it } from 'vitest'
import { federationRefusals } from '../../schema/federation.ts'
import { isRepresentative, provedByLicence, provedBySso } from '../../worker/federation/proved.ts'
import { decide, type Seen } from '../../worker/federation/rules.ts'
import { registeredMethods } from '../../worker/lib/amr.ts'

const seen = (own: Partial<Seen>): Seen => ({
  ...{ unit: 'same', nameTaken: false, holder: 'representative', representative: 'same' },
  ...own,
})
const decided = (own: Partial<Seen>) => {
  const decision = decide(seen(own))
  return decision.ok ? decision.value : decision.error
}

describe('whom another system’s word lets in', () => {
  it('opens a unit for its legal representative alone', () => {
    const none = { unit: 'none', representative: 'none' } as const
    expect(decided(none)).toBe('open_unit')
    expect(decided({ ...none, holder: 'other' })).toBe('unit_not_open')
  })

  it('makes the legal representative where the unit has none, and completes one whom a licence named', () => {
    expect(decided({ representative: 'none' })).toBe('add_representative')
    expect(decided({ representative: 'incomplete' })).toBe('complete_representative')
    expect(decided({ representative: 'same' })).toBe('enter_as_representative')
  })

  it('makes nobody twice: who is an operator already enters as that', () => {
    const operator = { role: 'administrator' } as const
    expect(decided({ representative: 'none', operator })).toBe('enter_as_operator')
    expect(decided({ holder: 'other', operator })).toBe('enter_as_operator')
  })

  it('refuses strangers, and whoever was the legal representative once', () => {
    expect(decided({ holder: 'other' })).toBe('not_an_operator')
    expect(decided({ holder: 'other', operator: { role: 'legal_representative' } })).toBe(
      'representative_contradicts',
    )
    expect(decided({ representative: 'other' })).toBe('representative_contradicts')
  })

  it.each([
    ['another name', { unit: 'other_name' }, 'unit_name_contradicts'],
    ['another credit code', { unit: 'none', nameTaken: true }, 'unit_code_contradicts'],
  ] as const)('refuses everybody where the unit is registered under %s', (_, own, reason) => {
    for (const holder of ['representative', 'other'] as const)
      for (const representative of ['same', 'other', 'incomplete', 'none'] as const)
        for (const role of ['legal_representative', 'administrator', 'handler'] as const)
          expect(decided({ ...own, holder, representative, operator: { role } })).toBe(reason)
  })
})

describe('what is proved', () => {
  const who = { name: '陈立群', documentType: '01', documentNumber: '320102197803123413' }
  const account = { creditCode: '91320106MA2026301A', unitName: '演练有限公司', legalRepresentative: who }
  const by = (holder: typeof who) =>
    provedBySso({ subject: 's', account, holder: { ...holder, mobile: '13800005101' }, amr: ['pwd'] })

  it('is the legal representative’s when document type and number are theirs', () => {
    expect(isRepresentative(by(who))).toBe(true)
    expect(isRepresentative(by({ ...who, documentType: '08' }))).toBe(false)
    expect(isRepresentative(by({ ...who, documentNumber: '320506198507262525' }))).toBe(false)
  })

  it('puts nobody else’s mobile on record for the legal representative', () => {
    expect(by(who).mobile).toBe('13800005101')
    expect(by({ ...who, documentNumber: '320506198507262525' }).mobile).toBeUndefined()
  })

  it('of a licence is its legal representative, by name, with no method claimed', () => {
    const licence = { creditCode: 'x', unitName: 'y', legalRepresentativeName: '周敏', trustLevel: 3 }
    expect(provedByLicence(licence)).toMatchObject({ amr: [], representative: { name: '周敏' } })
    expect(isRepresentative(provedByLicence(licence))).toBe(true)
  })

  it('takes over methods that RFC 8176 knows, each once', () => {
    expect(registeredMethods(['pwd', 'sms', 'pwd', 'magic', ''])).toEqual(['pwd', 'sms'])
  })
})

it('every refusal says what happened and what to do, in whole sentences', () => {
  for (const { title, text } of Object.values(federationRefusals)) {
    expect(text).toMatch(/。$/)
    expect(title).not.toMatch(/[。，,.]$|[A-Za-z]/)
    expect(text).not.toMatch(/[A-Za-z]/)
  }
})
