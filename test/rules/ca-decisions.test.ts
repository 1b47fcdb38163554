import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, decideBinding, KEY_AMR, type Seen, showedFace } from '../../worker/ca/rules.ts'
import { judgeConfirmer, provedTogether } from '../../worker/waiting/rules.ts'

const seen: fc.Arbitrary<Seen> = fc.record({
  unit: fc.boolean(),
  key: fc.constantFrom('bound', 'renewed', 'removed', 'new'),
  acting: fc.record({ representative: fc.boolean(), others: fc.boolean() }),
  asked: fc.constantFrom('with_consent', 'by_known_device', 'by_anybody'),
  full: fc.boolean(),
})

const everyView = (check: (view: Seen, decided: ReturnType<typeof decide>) => void) =>
  fc.assert(
    fc.property(seen, (view) => check(view, decide(view))),
    { numRuns: 1000 },
  )

describe('what a key alone is worth', () => {
  it('is a session only where one person acts, the key or the one before it is bound, and not any page asked', () => {
    everyView((view, decided) => {
      if (!decided.ok || decided.value.kind !== 'enter') return
      expect(view).toMatchObject({ unit: true, acting: { representative: true, others: false } })
      expect(['bound', 'renewed']).toContain(view.key)
      expect(view.asked).not.toBe('by_anybody')
    })
  })

  it('is nothing for a unit that is not there, nor once the unit removed it', () => {
    everyView((view, decided) => {
      if (!view.unit) expect(decided).toEqual({ ok: false, error: 'ca_no_unit' })
      else if (view.key === 'removed') expect(decided).toEqual({ ok: false, error: 'ca_key_removed' })
    })
  })

  it('is bound for the first time by the legal representative alone', () => {
    everyView((view, decided) => {
      if (!decided.ok) return
      const first = view.key === 'new'
      if (first) expect(decided.value).toEqual({ kind: 'confirm', by: 'representative', binds: 'first_use' })
      else expect(decided.value).not.toMatchObject({ binds: 'first_use' })
      expect('binds' in decided.value && decided.value.binds === 'renewal').toBe(view.key === 'renewed')
    })
  })

  it('asks somebody who is there: nobody is sent to a phone that no one may answer with', () => {
    everyView(({ acting }, decided) => {
      if (!decided.ok || decided.value.kind !== 'confirm') return
      if (decided.value.by === 'representative') expect(acting.representative).toBe(true)
      else expect(acting.representative || acting.others).toBe(true)
    })
  })

  it('adds no key to a unit that has as many as it may', () => {
    everyView(({ full }, decided) => {
      if (full && decided.ok) expect(decided.value).not.toHaveProperty('binds')
    })
  })

  it('never grows by what makes it less sure', () => {
    const rank = (view: Seen) => {
      const decided = decide(view)
      return decided.ok ? (decided.value.kind === 'enter' ? 2 : 1) : 0
    }
    fc.assert(
      fc.property(seen, (view) => {
        expect(rank({ ...view, asked: 'by_anybody' })).toBeLessThanOrEqual(rank(view))
        expect(rank({ ...view, key: 'removed' })).toBeLessThanOrEqual(rank(view))
        expect(rank({ ...view, full: true })).toBeLessThanOrEqual(rank({ ...view, full: false }))
      }),
    )
  })
})

describe('binding a key in the unit centre', () => {
  it('takes the unit’s own key, while there is room, after a face', () => {
    const wanted = fc.record({ own: fc.boolean(), full: fc.boolean(), faced: fc.boolean() })
    fc.assert(
      fc.property(wanted, (one) => {
        const decided = decideBinding(one)
        expect(decided.ok).toBe(one.own && !one.full)
        if (decided.ok) expect(decided.value).toBe(one.faced ? 'bind' : 'confirm')
      }),
    )
  })

  it('knows a face by what the session says, and by the licence, which compares one each time', () => {
    expect(showedFace({ way: 'app', amr: ['face'] })).toBe(true)
    expect(showedFace({ way: 'licence', amr: [] })).toBe(true)
    expect(showedFace({ way: 'password', amr: ['pwd'] })).toBe(false)
    expect(showedFace({ way: 'ca', amr: ['hwk'] })).toBe(false)
  })
})

describe('who may confirm what a page has proved', () => {
  const role = fc.constantFrom('legal_representative', 'administrator', 'handler')
  const amr = fc.subarray(['swk', 'pin', 'face'])

  it('is an operator of that unit, and the legal representative by face where a key is bound', () => {
    const awaited = fc.record({
      only_unit: fc.option(fc.constantFrom('u1', 'u2')),
      only_representative: fc.constantFrom(0, 1),
    })
    fc.assert(
      fc.property(awaited, fc.constantFrom('u1', 'u2'), role, amr, (one, unitId, as, proved) => {
        const judged = judgeConfirmer(one, { unitId, role: as }, proved)
        const ofUnit = one.only_unit === null || one.only_unit === unitId
        const enough =
          one.only_representative === 0 || (as === 'legal_representative' && proved.includes('face'))
        expect(judged.ok).toBe(ofUnit && enough)
      }),
    )
  })
})

describe('what a session says of key and phone', () => {
  it('is the phone’s own word where there was no key', () => {
    expect(provedTogether([], ['swk'])).toEqual(['swk'])
  })

  it('is two channels, and two factors only where the phone asked for something else than it has', () => {
    expect(provedTogether(KEY_AMR, ['swk'])).toEqual(['hwk', 'swk', 'mca'])
    expect(provedTogether(KEY_AMR, ['swk', 'pin'])).toEqual(['hwk', 'swk', 'pin', 'mca', 'mfa'])
    expect(provedTogether(KEY_AMR, ['face'])).toEqual(['hwk', 'face', 'mca', 'mfa'])
  })
})
