import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  daysLeft,
  type Grant,
  judgeGrant,
  keeps,
  mayDo,
  standingOf,
  type Wish,
  widened,
} from '../../worker/grants/rules.ts'

const ITEMS = ['enrolment', 'termination', 'rollback', 'certificate']
const DAY = 24 * 60 * 60 * 1000

const role = fc.constantFrom('legal_representative', 'administrator', 'handler')
const moment = fc.integer({ min: 0, max: 100 })
const scope = fc.subarray(ITEMS)

/** Any grant at all; only a handler has a scope. */
const grant: fc.Arbitrary<Grant> = fc
  .record({ role, actsFrom: moment, length: fc.integer({ min: 1, max: 60 }), suspended: fc.boolean(), scope })
  .map(({ length, scope: some, ...rest }) => ({
    ...rest,
    actsUntil: rest.actsFrom + length,
    scope: rest.role === 'handler' ? some : null,
  }))

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.constantFrom<Wish>('manage_operators', 'manage_unit'),
  fc.constantFrom(...ITEMS).map((file) => ({ file })),
  fc.constantFrom(...ITEMS).map((review) => ({ review })),
)

describe('what an operator may do', () => {
  it('is nothing outside the term and nothing while suspended', () => {
    fc.assert(
      fc.property(grant, wish, moment, (held, wanted, now) => {
        if (!mayDo(held, wanted, now)) return
        expect(held.suspended).toBe(false)
        expect(held.actsFrom <= now && now < held.actsUntil).toBe(true)
      }),
    )
  })

  it('begins with the first millisecond of the term and is over with the last', () => {
    const held: Grant = { role: 'administrator', scope: null, suspended: false, actsFrom: 10, actsUntil: 20 }
    const at = [9, 10, 19, 20].map((now) => [standingOf(held, now), mayDo(held, { file: 'enrolment' }, now)])
    expect(at).toEqual([
      ['not_yet', false],
      ['acting', true],
      ['acting', true],
      ['over', false],
    ])
  })

  it('is for a handler what the scope names, and never to keep operators or the unit', () => {
    fc.assert(
      fc.property(grant, wish, moment, (held, wanted, now) => {
        if (held.role !== 'handler' || !mayDo(held, wanted, now)) return
        expect(typeof wanted).toBe('object')
        expect(held.scope).toContain(Object.values(wanted)[0])
      }),
    )
  })
})

describe('what somebody gives', () => {
  it('is never more than they have: whatever the child may do, its granter may', () => {
    fc.assert(
      fc.property(grant, grant, wish, moment, moment, (granter, wanted, what, given, later) => {
        if (!judgeGrant(granter, wanted, given).ok || !mayDo(wanted, what, later)) return
        expect(mayDo(granter, what, later)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('goes down one level at least, and a handler gives nothing', () => {
    fc.assert(
      fc.property(grant, grant, moment, (granter, wanted, now) => {
        if (!judgeGrant(granter, wanted, now).ok) return
        const levels = ['legal_representative', 'administrator', 'handler']
        expect(levels.indexOf(granter.role)).toBeLessThan(levels.indexOf(wanted.role))
      }),
      { numRuns: 2_000 },
    )
    expect(keeps('handler', 'handler')).toBe(false)
    expect(keeps('administrator', 'administrator')).toBe(false)
  })

  it('says why it may not be given', () => {
    const granter: Grant = {
      role: 'administrator',
      scope: null,
      suspended: false,
      actsFrom: 0,
      actsUntil: 50,
    }
    const handler = { role: 'handler', scope: ITEMS, actsFrom: 0, actsUntil: 50 } as const
    const reason = (wanted: Omit<Grant, 'suspended'>, now = 10, by = granter) => {
      const judged = judgeGrant(by, wanted, now)
      return judged.ok ? 'ok' : judged.error
    }
    expect(reason(handler)).toBe('ok')
    expect(reason({ ...handler, actsUntil: 51 })).toBe('grant_beyond_own')
    expect(reason({ ...handler, actsUntil: 10 })).toBe('grant_over')
    expect(reason({ ...handler, role: 'administrator', scope: null })).toBe('operators_not_allowed')
    expect(reason(handler, 10, { ...granter, suspended: true })).toBe('operators_not_allowed')
  })
})

describe('a reminder', () => {
  it('comes in the last thirty days and counts the last one', () => {
    const term = { actsFrom: 0, actsUntil: 100 * DAY }
    expect([69, 70, 99.5, 100].map((days) => daysLeft(term, days * DAY))).toEqual([
      undefined,
      30,
      1,
      undefined,
    ])
  })
})

describe('a scope that is widened', () => {
  it('holds what it had and what was asked for, in the order of the catalogue, each once', () => {
    expect(widened(['rollback'], ['enrolment', 'rollback', 'gone'], ITEMS)).toEqual(['enrolment', 'rollback'])
  })
})
