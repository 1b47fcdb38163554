/** Whom the host signs for. The extension asks for halls only; the host looks again, since nothing else stands after it. */

/** With longer ones the words of the window would be more than pinentry takes, and none is cut to fit. */
const MOST_CHARACTERS = 150

/** A browser's own spelling: a host name takes signs like `$` and `'` for a browser, but not here. */
const ORIGIN = /^(https:\/\/[a-z0-9.-]+|http:\/\/([a-z0-9-]+\.)*localhost)(:\d{1,5})?$/

/** An origin exactly as a browser writes it, of a site that nobody on the way can pretend to be. */
export const isSafeOrigin = (origin: string): boolean =>
  origin.length <= MOST_CHARACTERS &&
  ORIGIN.test(origin) &&
  URL.canParse(origin) &&
  new URL(origin).origin === origin

export const maySign = (origin: string, halls: string[]): boolean =>
  isSafeOrigin(origin) && halls.includes(origin)

/** The page around the asking frame, as it is shown: without line breaks or hidden signs, its end (who it is) in full. */
export function shownWithin(within: string): string {
  const plain = within.replace(/[^\x21-\x7e]/g, '')
  return plain.length > 100 ? `…${plain.slice(-100)}` : plain
}
