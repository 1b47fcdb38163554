/** What an operator has looked at before it is printed: what it says, and what its font cannot draw. */
import { sha256 } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import type { Ready } from './acts.ts'
import { fontOf } from './files.ts'

/** Of all that a certificate would say: another window may choose otherwise meanwhile, and a run may settle a month. */
export const seenOf = ({ wanted, persons }: Pick<Ready, 'wanted' | 'persons'>): Promise<string> =>
  sha256(JSON.stringify([wanted, persons]))

/** Characters that any font has which writes Chinese. */
const USUAL = /[\u0020-\u007e\u00b7\u4e00-\u9fa5]/gu

/** Characters that stand on paper as 〓, because the font lacks them; it is fetched only where there are unusual ones. */
export async function lackingIn(env: Bindings, texts: readonly string[]): Promise<string[]> {
  const unusual = new Set(texts.flatMap((text) => [...text.replace(USUAL, '')]))
  if (unusual.size === 0) return []
  const font = await fontOf(env)
  return [...unusual].filter((character) => !font.has(character.codePointAt(0) ?? 0))
}
