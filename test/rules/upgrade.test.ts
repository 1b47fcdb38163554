import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type UpgradeStep, upgradeRefusals } from '../../schema/upgrade.ts'
import { advance, FLOW_MS } from '../../worker/flows/rules.ts'
import { type Act, accountOf, hasCreditCode, mayShow, steps } from '../../worker/upgrade/rules.ts'

const STEPS: UpgradeStep[] = ['account', 'unit', 'representative', 'administrator', 'done']
const ACTS: Act[] = ['check', 'check_several', 'choose', 'confirm', 'send_code', 'complete']
const NOW = 1_800_000_000_000
const step = fc.constantFrom(...STEPS)
const act = fc.constantFrom(...ACTS)

const go = (from: UpgradeStep, by: Act, expiresAt = NOW + 1) =>
  advance(steps, { step: from, expiresAt }, by, NOW)

describe('the steps of an upgrade', () => {
  it('allow exactly these acts, each leading to one step', () => {
    const table = STEPS.map((from) =>
      ACTS.map((by) => {
        const answer = go(from, by)
        return answer.ok ? answer.value : '-'
      }),
    )
    expect(table).toEqual([
      ['representative', 'unit', '-', '-', '-', '-'],
      ['representative', 'unit', 'representative', '-', '-', '-'],
      ['representative', 'unit', 'representative', 'administrator', '-', '-'],
      ['representative', 'unit', 'representative', 'administrator', 'administrator', 'done'],
      ['-', '-', '-', '-', '-', '-'],
    ])
  })

  it('end at the ten minutes, not a millisecond later, whatever is done', () => {
    const offset = fc.integer({ min: -FLOW_MS, max: FLOW_MS })
    fc.assert(
      fc.property(step, act, offset, (from, by, late) => {
        const answer = go(from, by, NOW - late)
        expect(!answer.ok && answer.error === 'flow_expired').toBe(late >= 0 && from !== 'done')
      }),
    )
  })

  it('reach the end only when account and representative were confirmed, in this order, last', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 24 }), (acts) => {
        let at: UpgradeStep = 'account'
        const done: Act[] = []
        for (const by of acts) {
          const answer: ReturnType<typeof go> = go(at, by)
          if (!answer.ok) continue
          at = answer.value
          done.push(by)
        }
        if (at !== 'done') return
        const checked = Math.max(done.lastIndexOf('check'), done.lastIndexOf('check_several'))
        expect(checked).toBeGreaterThanOrEqual(0)
        expect(done.lastIndexOf('confirm')).toBeGreaterThan(checked)
        expect(done.lastIndexOf('confirm')).toBeGreaterThan(done.lastIndexOf('choose'))
        if (done[checked] === 'check_several') expect(done.lastIndexOf('choose')).toBeGreaterThan(checked)
        expect(done.at(-1)).toBe('complete')
      }),
    )
  })

  it('show the pages that were reached, the unit only where there are several, and after the end the last alone', () => {
    const seen = (at: UpgradeStep, several: boolean) => STEPS.filter((asked) => mayShow(asked, at, several))
    expect(seen('account', false)).toEqual(['account'])
    expect(seen('representative', false)).toEqual(['account', 'representative'])
    expect(seen('administrator', true)).toEqual(['account', 'unit', 'representative', 'administrator'])
    expect(seen('done', true)).toEqual(['done'])
  })
})

describe('an old account', () => {
  it('is the same however its name is spelled, and another at another hall', () => {
    expect(accountOf('fund', 'ABC')).toBe(accountOf('fund', 'abc'))
    expect(accountOf('fund', 'abc')).not.toBe(accountOf('province', 'abc'))
  })

  it('needs a unit that can be found by its credit code', () => {
    expect(hasCreditCode({ creditCode: '91320102MA2025101X' })).toBe(true)
    for (const creditCode of ['', '91320102MA20251010', '320102000012345'])
      expect(hasCreditCode({ creditCode })).toBe(false)
  })
})

describe('the refusals of an upgrade', () => {
  it.each(Object.entries(upgradeRefusals))('say %s in a plain sentence', (_reason, { text }) => {
    expect(text).toMatch(/^\p{Script=Han}.*。$/u)
    expect(text).not.toMatch(/[A-Za-z,;:!?()"']|参数|非法|系统/)
  })
})
