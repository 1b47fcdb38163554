import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, mixed } from '../../schema/fields/colour.ts'
import { isLegible, leastContrast, paletteOf, readTheme, themeOf, themeQuery } from '../../schema/theme.ts'
import { themeSheet } from '../../worker/embed/theme.ts'

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`)
const theme = fc.record(
  {
    act: colour.filter(isLegible),
    corners: fc.constantFrom('square', 'round'),
    letters: fc.constantFrom('large', 'larger'),
    compact: fc.constant(true),
  },
  { requiredKeys: [] },
)

describe('contrast', () => {
  it('is what WCAG says of colours whose contrast is known', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
    expect(contrast('#0a5063', '#0a5063')).toBe(1)
    expect(mixed('#000000', '#ffffff', 0.5)).toBe('#808080')
  })
})

describe('a theme', () => {
  it('takes colours that are dark enough, and no other', () => {
    for (const dark of ['#0a5063', '#8f2f12', '#1a1a1a', '#00008b', '#b00020'])
      expect([dark, isLegible(dark)]).toEqual([dark, true])
    for (const light of ['#ffffff', '#ffff00', '#00bcd4', '#ff6600', '#767676'])
      expect([light, isLegible(light)]).toEqual([light, false])
  })

  it('keeps every pair that meets at 4.5 to 1, in the light and in the dark, whatever colour is taken', () => {
    fc.assert(
      fc.property(colour, (act) => {
        fc.pre(isLegible(act))
        expect(leastContrast(act)).toBeGreaterThanOrEqual(4.5)
        const { light, dark } = paletteOf(act)
        for (const [paper, p] of [
          ['#ffffff', light],
          ['#211f1c', dark],
        ] as const) {
          expect(contrast(p.act, paper)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(p.onAct, p.act)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(p.onAct, p.actStrong)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(p.actStrong, p.actSoft)).toBeGreaterThanOrEqual(4.5)
        }
      }),
    )
  })

  it('refuses no dark colour: whatever is at seven to one on white is taken', () => {
    fc.assert(
      fc.property(colour, (act) => {
        fc.pre(contrast(act, '#ffffff') >= 7)
        expect(isLegible(act)).toBe(true)
      }),
    )
  })

  it('comes back from its query as it went', () => {
    fc.assert(
      fc.property(theme, (one) => {
        expect(themeOf(Object.fromEntries(new URLSearchParams(themeQuery(one))))).toEqual(one)
        expect(readTheme(JSON.stringify(one))).toEqual(one)
      }),
    )
  })

  it('is nothing but its choices: no query and no row makes any other style', () => {
    for (const query of [
      { act: 'fff' },
      { act: 'ffffff' },
      { act: '0a5063;}body{display:none' },
      { corners: 'url(//evil)' },
      { letters: '500%' },
    ])
      expect(themeOf(query as Record<string, string>)).toBeUndefined()
    expect(readTheme('{"act":"red;}","corners":"x"}')).toEqual({})
    expect(readTheme(null)).toEqual({})
    fc.assert(
      fc.property(theme, (one) => {
        expect(themeSheet(one)).toMatch(/^:root\{[\w#%.,:;()-]*\}(@supports [^{]*\{:root\{[\w#:;-]*\}\})?$/)
      }),
    )
  })
})
