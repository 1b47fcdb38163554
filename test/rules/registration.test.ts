import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegistrationStep } from '../../schema/registration.ts'
import { advance, FLOW_MS } from '../../worker/flows/rules.ts'
import { type Act, steps } from '../../worker/registration/rules.ts'

const STEPS: RegistrationStep[] = ['face', 'account', 'done']
const ACTS: Act[] = ['ask_face', 'pass_face', 'send_code', 'complete']
const NOW = 1_800_000_000_000
const step = fc.constantFrom(...STEPS)
const act = fc.constantFrom(...ACTS)
const moment = fc.integer({ min: -FLOW_MS * 10, max: FLOW_MS * 10 })

describe('the four steps of a registration', () => {
  it('allow exactly these acts, each leading to one step', () => {
    const table = STEPS.map((from) =>
      ACTS.map((by) => advance(steps, { step: from, expiresAt: NOW + 1 }, by, NOW)),
    )
    const wrong = { ok: false, error: 'flow_wrong_step' }
    const to = (value: RegistrationStep) => ({ ok: true, value })
    expect(table).toEqual([
      [to('face'), to('account'), wrong, wrong],
      [wrong, wrong, to('account'), to('done')],
      [wrong, wrong, wrong, wrong],
    ])
  })

  it('end at the ten minutes, not a millisecond later, whatever is done', () => {
    fc.assert(
      fc.property(step, act, moment, (from, by, offset) => {
        const answer = advance(steps, { step: from, expiresAt: NOW }, by, NOW + offset)
        const over = offset >= 0 && from !== 'done'
        expect(!answer.ok && answer.error === 'flow_expired').toBe(over)
      }),
    )
  })

  it('are never gone back, and reach the end only through face and code', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let at: RegistrationStep = 'face'
        const done: Act[] = []
        for (const by of acts) {
          const answer: ReturnType<typeof advance<typeof steps>> = advance(
            steps,
            { step: at, expiresAt: NOW + 1 },
            by,
            NOW,
          )
          if (!answer.ok) continue
          expect(STEPS.indexOf(answer.value)).toBeGreaterThanOrEqual(STEPS.indexOf(at))
          at = answer.value
          done.push(by)
        }
        if (at === 'done') {
          expect(done.indexOf('pass_face')).toBeGreaterThanOrEqual(0)
          expect(done.at(-1)).toBe('complete')
        }
      }),
    )
  })

  it('lead nowhere that is no step', () => {
    for (const leads of Object.values(steps))
      for (const to of Object.values(leads)) expect(STEPS).toContain(to)
  })
})
