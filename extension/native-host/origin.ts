/** Whom the host signs for. The extension asks for halls only; the host looks again, since nothing else stands after it. */

/** Longer names would not be shown in full. */
const MOST_CHARACTERS = 200

/** An origin exactly as a browser writes it, of a site that nobody on the way can pretend to be. */
export function isSafeOrigin(origin: string): boolean {
  if (origin.length > MOST_CHARACTERS || !URL.canParse(origin)) return false
  const url = new URL(origin)
  const here = url.hostname === 'localhost' || url.hostname.endsWith('.localhost')
  return url.origin === origin && (url.protocol === 'https:' || (url.protocol === 'http:' && here))
}

export const maySign = (origin: string, halls: string[]): boolean =>
  isSafeOrigin(origin) && halls.includes(origin)

/** The page around the asking frame, as it is shown: without line breaks or hidden signs, its end (who it is) in full. */
export function shownWithin(within: string): string {
  const plain = within.replace(/[^\x21-\x7e]/g, '')
  return plain.length > 100 ? `…${plain.slice(-100)}` : plain
}
