/** Which encoding a text file is in: told by its mark, or found out from its bytes. */
import { Unreadable } from './faults.ts'
import { pieces, type Source } from './source.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * UTF-8 is so particular that what reads as it is it. Anything else of ours is GB18030, of which GBK and GB2312 are
 * parts. A file of which some lines are one and some the other would come out garbled and is refused.
 */
export async function encodingOf(source: Source): Promise<Encoding> {
  const head = await source.bytes(0, Math.min(source.size, 4_096))
  const marked = byMark(head)
  if (marked) return marked
  if (head.includes(0)) {
    const wide = wideWithoutMark(head)
    if (wide) return wide
    throw new Unreadable('file.not_spreadsheet')
  }
  if (await reads(source, 'utf-8')) return 'utf-8'
  if (await isMixed(source)) throw new Unreadable('file.mixed_encoding')
  if (await reads(source, 'gb18030')) return 'gb18030'
  throw new Unreadable('file.not_spreadsheet')
}

function byMark([first, second, third]: Uint8Array): Encoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** Commas, digits and line ends have a nought beside them, always on the same side. */
function wideWithoutMark(head: Uint8Array): Encoding | undefined {
  const noughts = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) noughts[at % 2] = (noughts[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = noughts
  if (Math.max(even, odd) < head.length / 20) return undefined
  if (even === 0) return 'utf-16le'
  return odd === 0 ? 'utf-16be' : undefined
}

async function reads(source: Source, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const piece of pieces(source)) decoder.decode(piece, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Two Chinese characters that are UTF-8 by chance, in bytes that are meant as GB18030, do not occur in a line of words. */
const CERTAIN = 2

/** Called for files that are not UTF-8 as a whole: whether some of their lines are all the same. */
async function isMixed(source: Source): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const isOther = (line: Uint8Array) => {
    if (line.length > 100_000 || !line.some((byte) => byte >= 0xe4)) return false
    try {
      return [...decoder.decode(line).matchAll(/\p{Script=Han}/gu)].length >= CERTAIN
    } catch {
      return false
    }
  }
  let rest = new Uint8Array()
  for await (const piece of pieces(source)) {
    let at = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, at)) {
      const line = piece.subarray(at, end)
      if (isOther(at === 0 && rest.length > 0 ? spliced(rest, line) : line)) return true
      at = end + 1
    }
    rest = at === 0 ? spliced(rest, piece) : piece.slice(at)
    // A line so long is no line of a table.
    if (rest.length > 1_000_000) return false
  }
  return isOther(rest)
}

function spliced(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(one.length + other.length)
  whole.set(one)
  whole.set(other, one.length)
  return whole
}
