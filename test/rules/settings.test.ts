import { describe, expect, it } from 'vitest'
import { entryOf } from '../../widgets/center-nav/entries.ts'
import { soughtBy } from '../../worker/express/rules.ts'
import { initialPassword } from '../../worker/institutions/rules.ts'
import { type ChangeStep, mayGoOn } from '../../worker/settings/rules.ts'

describe('a change of mobile', () => {
  const change = (step: ChangeStep) => ({ id: 'c', step, expiresAt: 1000 })

  it('goes on from the step where it is, in its time', () => {
    expect(mayGoOn(change('face'), 'face', 999)).toEqual({ ok: true, value: change('face') })
    for (const [step, at] of [
      ['face', 'number'],
      ['number', 'face'],
      ['done', 'number'],
    ] as const)
      expect(mayGoOn(change(step), at, 0)).toEqual({ ok: false, error: 'mobile_change_over' })
    expect(mayGoOn(change('number'), 'number', 1000).ok).toBe(false)
    expect(mayGoOn(undefined, 'face', 0).ok).toBe(false)
  })
})

describe('an initial password', () => {
  it('is that of the manual’s example', () => {
    expect(initialPassword('321283199001292010')).toBe('Js292010')
    expect(initialPassword('32128319900129201X')).toBe('Js29201X')
  })
})

describe('what is looked for among parcels', () => {
  it('is a waybill and a case number at once, however it was typed', () => {
    expect(soughtBy(' 1101 2345－67890 ')).toEqual({ waybill: '1101234567890', caseNumber: '11012345-67890' })
    expect(soughtBy('bj2026-0012')).toEqual({ waybill: 'BJ20260012', caseNumber: 'BJ2026-0012' })
    for (const nothing of [undefined, '', '  ', '\u200b']) expect(soughtBy(nothing)).toBeUndefined()
    expect(soughtBy('9'.repeat(500))?.waybill.length).toBe(60)
  })
})

describe('the entry that a page belongs to', () => {
  it('is its own or the one above it', () => {
    for (const [path, href] of [
      ['/center', '/center'],
      ['/center/unit/edit', '/center/unit'],
      ['/center/settings/mobile/number', '/center/settings'],
      ['/center/apps/stop', '/center/apps'],
      ['/center/filings/new/enrolment', '/center/filings'],
      ['/center/units', undefined],
      ['/person', undefined],
    ])
      expect(entryOf(path ?? '')).toBe(href)
  })
})
