/** The look of a client's frames, as the administration's form asks for it. */
import * as v from 'valibot'
import type { counterCopy } from './counter-refusals.ts'
import { foldLine } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import { ACT, Corners, isLegible, Letters, type Theme } from './theme.ts'

type Code = keyof typeof counterCopy

/** The number sign may be left out. */
const foldColour = (typed: string) =>
  foldLine(typed)
    .toLowerCase()
    .replace(/^(?=[0-9a-f]{6}$)/, '#')

const ThemeAct = textField(
  'Acting colour of its frames, #rrggbb; empty for the hall’s own',
  foldColour,
  (act): Code | undefined => {
    if (act === '') return undefined
    if (!ACT.test(act)) return 'theme_act.format'
    return isLegible(act) ? undefined : 'theme_act.contrast'
  },
)

/** A choice whose first answer is the hall's own look. */
const chosen = <const T extends readonly string[]>(options: T) =>
  v.optional(v.picklist(['', ...options], 'theme.choice'), '')

export const themeFields = {
  themeAct: v.optional(ThemeAct, ''),
  themeCorners: chosen(Corners.options),
  themeLetters: chosen(Letters.options),
  themeCompact: v.optional(v.picklist(['', 'yes'], 'theme.choice'), ''),
}

type Typed = v.InferOutput<ReturnType<typeof v.object<typeof themeFields>>>

/** The look that was chosen, without what is the hall's own. */
export const themeChosen = ({ themeAct, themeCorners, themeLetters, themeCompact }: Typed): Theme => ({
  ...(themeAct && { act: themeAct }),
  ...(themeCorners && { corners: themeCorners }),
  ...(themeLetters && { letters: themeLetters }),
  ...(themeCompact && { compact: true }),
})

/** The same, as the form shows it again. */
export const themeTyped = ({ act, corners, letters, compact }: Theme): Record<string, string> => ({
  ...{ themeAct: act ?? '', themeCorners: corners ?? '', themeLetters: letters ?? '' },
  themeCompact: compact ? 'yes' : '',
})
