import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseState, phaseOf, stateNames } from '../../schema/cases.ts'
import { findItem, items } from '../../schema/catalogue.ts'
import {
  type Actor,
  isEditable,
  judgeStart,
  type Move,
  mayRate,
  move,
  movesOf,
  numbersOf,
  type Standing,
  transitions,
} from '../../worker/cases/rules.ts'

const STATES = Object.keys(stateNames) as CaseState[]
const MOVES = Object.keys(transitions) as Move[]
const ACTORS: Actor[] = ['filer', 'reviewer', 'clerk']

const draft = (reviewed: boolean): Standing => ({ state: 'draft', backTo: null, accepted: false, reviewed })

/** What a case is after a move, as the database would say it. */
function after(standing: Standing, name: Move, actor: Actor, words = '请补正'): Standing | undefined {
  const to = move(name, actor, standing, words)
  if (!to.ok) return undefined
  const { state, backTo } = to.value
  return { ...standing, state, backTo, accepted: standing.accepted || state === 'accepted' }
}

const someActs = fc.array(
  fc.record({ name: fc.constantFrom(...MOVES), actor: fc.constantFrom(...ACTORS), reviewed: fc.boolean() }),
  { maxLength: 40 },
)

/** Every standing that some way of acting leads to. */
function reachable(reviewed: boolean): Standing[] {
  const found = new Map<string, Standing>()
  const visit = (standing: Standing) => {
    const key = JSON.stringify(standing)
    if (found.has(key)) return
    found.set(key, standing)
    for (const name of MOVES) {
      const next = after(standing, name, transitions[name].by)
      if (next) visit(next)
    }
  }
  visit(draft(reviewed))
  return [...found.values()]
}

describe('a case', () => {
  it('gets to every state, and from every state that is open to an end', () => {
    const all = [true, false].flatMap(reachable)
    expect([...new Set(all.map(({ state }) => state))].sort()).toEqual(STATES.toSorted())
    for (const standing of all.filter(({ state }) => phaseOf(state) === 'open')) {
      const onward = MOVES.filter((name) => after(standing, name, transitions[name].by))
      expect(onward.length, standing.state).toBeGreaterThan(0)
    }
    expect(reachable(false).some(({ state }) => state === 'unit_review')).toBe(false)
  })

  it('never leaves an end, whatever is tried', () => {
    fc.assert(
      fc.property(someActs, (acts) => {
        let standing = draft(acts[0]?.reviewed ?? false)
        let ended: CaseState | undefined
        for (const { name, actor } of acts) {
          standing = after(standing, name, actor) ?? standing
          if (ended) expect(standing.state).toBe(ended)
          if (['ended', 'withdrawn'].includes(phaseOf(standing.state))) ended = standing.state
          expect(standing.backTo === null).toBe(standing.state !== 'supplement')
          if (standing.state === 'withdrawn') expect(standing.accepted).toBe(false)
        }
      }),
    )
  })

  it('is moved by those alone whose move it is', () => {
    for (const standing of [true, false].flatMap(reachable))
      for (const name of MOVES)
        for (const actor of ACTORS)
          if (actor !== transitions[name].by)
            expect(move(name, actor, standing, 'x')).toEqual({ ok: false, error: 'case_not_allowed' })
  })

  it('comes back from a supplement to where it was asked for', () => {
    for (const standing of [true, false].flatMap(reachable)) {
      const asked = after(standing, 'ask', 'clerk') ?? after(standing, 'send_back', 'reviewer')
      if (!asked) continue
      expect(asked.state).toBe('supplement')
      expect(after(asked, 'submit', 'filer')?.state).toBe(standing.state)
      expect(move('submit', 'filer', asked, '')).toMatchObject({ ok: true, value: { event: 'resubmit' } })
    }
  })

  it('is seen by the unit first where its item asks for that', () => {
    expect(after(draft(true), 'submit', 'filer')?.state).toBe('unit_review')
    expect(after(draft(false), 'submit', 'filer')?.state).toBe('submitted')
  })

  it('can be taken back until an office accepts it', () => {
    const states = [true, false]
      .flatMap(reachable)
      .filter((standing) => movesOf('filer', standing).includes('withdraw'))
    expect([...new Set(states.map(({ state }) => state))].sort()).toEqual([
      ...['submitted', 'supplement', 'unit_review'],
    ])
    expect(states.every(({ accepted }) => !accepted)).toBe(true)
  })

  it('is not sent back, refused or failed without a word', () => {
    for (const name of ['send_back', 'ask', 'fail', 'refuse'] as const) {
      const { by, from } = transitions[name]
      const standing: Standing = {
        ...draft(true),
        state: from[0] ?? 'draft',
        accepted: from[0] === 'in_review',
      }
      expect(move(name, by, standing, '')).toEqual({ ok: false, error: 'case_words_missing' })
      expect(move(name, by, standing, '因为').ok).toBe(true)
    }
  })

  it('is changed only while it is with the unit, and evaluated once it has ended', () => {
    expect(STATES.filter(isEditable)).toEqual(['draft', 'supplement'])
    expect(STATES.filter((state) => mayRate(state, null))).toEqual(['done', 'refused'])
    expect(STATES.filter((state) => mayRate(state, 5))).toEqual([])
  })
})

describe('beginning a case', () => {
  it('is for items that are decided here, where they are to be had', () => {
    const workInjury = findItem('work-injury')
    if (!workInjury) throw new Error('it is there')
    expect(judgeStart(workInjury, 'unit', '320100').ok).toBe(true)
    expect(judgeStart(undefined, 'unit', '320100')).toMatchObject({ error: 'case_unknown' })
    expect(judgeStart({ ...workInjury, regions: ['321200'] }, 'unit', '320100')).toMatchObject({
      error: 'case_not_in_region',
    })
    expect(judgeStart({ ...workInjury, regions: ['321200'] }, 'unit', '321283').ok).toBe(true)
    expect(judgeStart(workInjury, 'person', '320100')).toMatchObject({ error: 'case_not_yours' })
    for (const item of items.filter(({ notHere }) => notHere !== undefined))
      expect(judgeStart(item, 'unit', '321200')).toMatchObject({ error: 'case_not_here' })
  })
})

describe('case numbers', () => {
  it('are sixteen digits, the date first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0xffffffff }), { minLength: 1 }), (chance) => {
        for (const number of numbersOf('2026-11-21', chance)) expect(number).toMatch(/^20261121\d{8}$/)
      }),
    )
  })
})
