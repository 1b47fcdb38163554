/**
 * Folding of typed text, the same in the browser and in the Worker. Every fold is idempotent: folding what is
 * folded changes nothing, so a value may pass the schemas as often as it likes.
 */

/** What no fold changes in width or sight: by far the most of what is typed, told at a glance. */
const PLAIN = /^[ -~\u4e00-\u9fff]*$/

/** Full-width ASCII (U+FF01 to U+FF5E), as Chinese input methods type it, becomes its half-width twin. */
export function toHalfWidth(typed: string): string {
  if (PLAIN.test(typed)) return typed
  return typed.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

/** Drops what nobody sees but copy and paste brings along: zero-width and direction marks, glyph selectors. */
export function dropInvisible(typed: string): string {
  if (PLAIN.test(typed)) return typed
  return typed.replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
}

/** For codes and numbers: half width, upper case, without spaces and hyphens of any kind. */
export function foldCode(typed: string): string {
  // U+2212 is the minus sign, which Unicode does not count among the dashes.
  return dropInvisible(toHalfWidth(typed))
    .replace(/[\s\p{Pd}\u2212]/gu, '')
    .toUpperCase()
}

/** For names: half width, one space where there were several, none at the ends, one composition (NFC). */
export function foldLine(typed: string): string {
  return dropInvisible(toHalfWidth(typed)).normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Length as people count it: a character outside the basic plane is one character, not two. */
export function countCharacters(text: string): number {
  return [...text].length
}
