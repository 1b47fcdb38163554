/** How a portal may have its frames look: a few choices, each of which stays legible. */
import * as v from 'valibot'
import { contrast, mixed } from './fields/colour.ts'

/** WCAG 2.2, 1.4.3: text of any size. */
const LEAST_CONTRAST = 4.5
/** What acts in the dark may be a good deal clearer than that: the hall's own colour is. */
const DARK_CONTRAST = 7

/** The frames' paper, as widgets/ui/tokens.css has it. */
const PAPER = { light: '#ffffff', dark: '#211f1c' } as const

export interface Palette {
  act: string
  actStrong: string
  actSoft: string
  onAct: string
}

/** Steps of a twentieth towards white until the colour is clear on dark paper. */
function lightened(act: string): string {
  const steps = Array.from({ length: 21 }, (_, step) => mixed(act, '#ffffff', step / 20))
  return steps.find((one) => contrast(one, PAPER.dark) >= DARK_CONTRAST) ?? '#ffffff'
}

/** All that is drawn in the acting colour, on light and on dark paper. */
export function paletteOf(act: string): { light: Palette; dark: Palette } {
  const bright = lightened(act)
  return {
    light: {
      ...{ act, actStrong: mixed(act, '#000000', 0.25), actSoft: mixed(act, PAPER.light, 0.9) },
      onAct: '#ffffff',
    },
    dark: {
      ...{ act: bright, actStrong: mixed(bright, '#ffffff', 0.35), actSoft: mixed(bright, PAPER.dark, 0.85) },
      onAct: mixed(act, '#000000', 0.85),
    },
  }
}

/** The least contrast of any two of them that meet. */
export function leastContrast(act: string): number {
  const { light, dark } = paletteOf(act)
  const least = (paper: string, { act: ink, actStrong, actSoft, onAct }: Palette) => [
    ...[paper, actSoft].flatMap((on) => [contrast(ink, on), contrast(actStrong, on)]),
    ...[ink, actStrong].map((on) => contrast(onAct, on)),
  ]
  return Math.min(...least(PAPER.light, light), ...least(PAPER.dark, dark))
}

export const isLegible = (act: string): boolean => leastContrast(act) >= LEAST_CONTRAST

export const ACT = /^#[0-9a-f]{6}$/
export const Corners = v.picklist(['square', 'round'])
export type Corners = v.InferOutput<typeof Corners>
export const Letters = v.picklist(['large', 'larger'])
export type Letters = v.InferOutput<typeof Letters>

/** Whatever is left out is the hall's own. */
export const Theme = v.object({
  /** `#rrggbb` on light paper; the one for dark paper follows from it. */
  act: v.optional(v.pipe(v.string(), v.regex(ACT), v.check(isLegible))),
  corners: v.optional(Corners),
  letters: v.optional(Letters),
  compact: v.optional(v.literal(true)),
})
export type Theme = v.InferOutput<typeof Theme>

/** What stands in the database; what is no theme is the hall's own look. */
export function readTheme(json: string | null): Theme {
  const parsed = v.safeParse(Theme, json === null ? {} : JSON.parse(json))
  return parsed.success ? parsed.output : {}
}

/** A theme as the query of its style sheet; empty for the hall's own look. */
export const themeQuery = ({ act, corners, letters, compact }: Theme): string =>
  new URLSearchParams({
    ...(act && { act: act.slice(1) }),
    ...(corners && { corners }),
    ...(letters && { letters }),
    ...(compact && { compact: 'yes' }),
  }).toString()

/** Reads such a query; undefined where it is none. */
export function themeOf({ act, compact, ...rest }: Record<string, string>): Theme | undefined {
  const parsed = v.safeParse(Theme, {
    ...{ ...rest, ...(act !== undefined && { act: `#${act}` }) },
    ...(compact === 'yes' && { compact: true }),
  })
  return parsed.success ? parsed.output : undefined
}

export const cornersNames: Record<Corners, string> = { square: '直角', round: '大圆角' }
export const lettersNames: Record<Letters, string> = { large: '大', larger: '特大' }
