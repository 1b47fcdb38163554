/** The style sheet by which a portal's frames look as it wants: made of its few choices, and of nothing else. */
import { type Corners, type Letters, type Palette, paletteOf, type Theme } from '../../schema/theme.ts'

const RADIUS: Record<Corners, string> = { square: '0', round: '0.75rem' }
/** Of 16 px, or of what the visitor has set. */
const LETTERS: Record<Letters, string> = { large: '112.5%', larger: '125%' }
/** Less air between things; targets keep their size. */
const COMPACT = '--s4:.75rem;--s5:1rem;--s6:1.25rem;'

const NAMES: [keyof Palette, string][] = [
  ['act', '--act'],
  ['actStrong', '--act-strong'],
  ['actSoft', '--act-soft'],
  ['onAct', '--on-act'],
]

function colours(act: string): { both: string; lightOnly: string } {
  const { light, dark } = paletteOf(act)
  return {
    both: NAMES.map(([key, name]) => `${name}:light-dark(${light[key]},${dark[key]});`).join(''),
    lightOnly: NAMES.map(([key, name]) => `${name}:${light[key]};`).join(''),
  }
}

/** Overrides of widgets/ui/tokens.css. */
export function themeSheet({ act, corners, letters, compact }: Theme): string {
  const { both = '', lightOnly = '' } = act ? colours(act) : {}
  const root = [
    both,
    corners ? `--radius:${RADIUS[corners]};` : '',
    letters ? `font-size:${LETTERS[letters]};` : '',
    compact ? COMPACT : '',
  ].join('')
  const older = lightOnly && `@supports not (color:light-dark(#000,#fff)){:root{${lightOnly}}}`
  return `:root{${root}}${older}`
}
