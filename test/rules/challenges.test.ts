import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LIMITS, CODE_MS, CODE_TRIES, faceStatus, judgeCode } from '../../worker/challenges/rules.ts'

const NOW = 1_800_000_000_000
const good = { usedAt: null, expiresAt: NOW + CODE_MS, tries: 1, sameMobile: true, sameCode: true }
const reason = (change: object, now = NOW) => {
  const judged = judgeCode({ code: { ...good, ...change } }, now)
  return judged.ok ? 'taken' : judged.error
}

const anyCode = fc.record({
  usedAt: fc.option(fc.integer({ min: 0, max: NOW }), { nil: null }),
  expiresAt: fc.integer({ min: NOW - CODE_MS, max: NOW + CODE_MS }),
  tries: fc.integer({ min: 1, max: CODE_TRIES * 2 }),
  sameMobile: fc.boolean(),
  sameCode: fc.boolean(),
})

describe('a code by SMS', () => {
  it('is taken only when it is fresh, unused, within its tries, for this number and right', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const fit = code.usedAt === null && code.expiresAt > NOW && code.tries <= CODE_TRIES
        expect(judgeCode({ code }, NOW).ok).toBe(fit && code.sameMobile && code.sameCode)
      }),
    )
  })

  it('says the reason that helps most', () => {
    expect(judgeCode({}, NOW)).toEqual({ ok: false, error: 'sms_code_not_sent' })
    expect(reason({})).toBe('taken')
    expect(reason({ sameCode: false })).toBe('sms_code_wrong')
    expect(reason({ sameCode: false, sameMobile: false })).toBe('sms_code_other_mobile')
    expect(reason({ tries: CODE_TRIES })).toBe('taken')
    expect(reason({ tries: CODE_TRIES + 1 })).toBe('sms_code_spent')
    expect(reason({ tries: CODE_TRIES + 1 }, NOW + CODE_MS)).toBe('sms_code_expired')
    expect(reason({ usedAt: NOW }, NOW + CODE_MS)).toBe('sms_code_used')
  })

  it('is good up to the last millisecond of five minutes', () => {
    expect(CODE_MS).toBe(300_000)
    expect(reason({}, NOW + CODE_MS - 1)).toBe('taken')
    expect(reason({}, NOW + CODE_MS)).toBe('sms_code_expired')
  })

  it("keeps the carrier's limits: one a minute, five an hour, ten a day", () => {
    const seconds = CODE_LIMITS.map(({ within, most }) => [within / 1000, most])
    expect(seconds).toEqual([
      ...[
        [60, 1],
        [3600, 5],
        [86_400, 10],
      ],
    ])
  })
})

describe('a face check', () => {
  const settled = ['passed', 'failed', 'cancelled', 'other_person'] as const

  it('expires while it waits, and never once it is settled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pending' as const, ...settled),
        fc.integer({ min: -1000, max: 1000 }),
        (status, late) => {
          const now = faceStatus(status, NOW, NOW + late)
          expect(now).toBe(status === 'pending' && late >= 0 ? 'expired' : status)
        },
      ),
    )
  })
})
