/** Lists of revoked certificates (RFC 5280, section 5): whole ones, signed by the CA itself. */
import { Der, reading, refuse, TAG } from './der.ts'
import {
  extensionsWithin,
  heedsAll,
  readAlgorithm,
  readExtensions,
  readName,
  readTime,
  type Signed,
} from './values.ts'

export interface RevocationList extends Signed {
  /** In DER. */
  issuer: Uint8Array
  thisUpdate: number
  nextUpdate: number
  /** Serial numbers in lower-case hex, as `Certificate.serial` has them. */
  serials: string[]
}

/**
 * None of what can be critical is heeded: a part of a list, changes to a list and a list for other CAs all say so
 * critically, and taken for the whole they would let revoked keys in.
 */
const HEEDED: ReadonlySet<string> = new Set()

/** Reads a list; undefined where it is none, or not the whole, or has no end. */
export function readRevocationList(bytes: Uint8Array): RevocationList | undefined {
  return reading(bytes, (outer) => {
    const parts = outer.inside()
    const tbs = parts.whole()
    const algorithm = readAlgorithm(parts)
    const signature = parts.bits()
    parts.end()
    return { tbs, algorithm, signature, ...readTbs(tbs, algorithm.oid) }
  })
}

function readTbs(tbs: Uint8Array, algorithm: string) {
  const der = new Der(tbs).inside()
  if (der.tag === TAG.integer && der.small() !== 1) refuse()
  if (readAlgorithm(der).oid !== algorithm) refuse()
  const issuer = der.whole()
  if (!readName(issuer)) refuse()
  const thisUpdate = readTime(der)
  const nextUpdate = readTime(der)
  const entries = der.maybe(TAG.sequence)
  const serials = entries ? readEntries(new Der(entries)) : []
  if (!heedsAll(extensionsWithin(der, 0), HEEDED)) refuse()
  der.end()
  return nextUpdate >= thisUpdate ? { issuer, thisUpdate, nextUpdate, serials } : refuse()
}

function readEntries(entries: Der): string[] {
  const serials: string[] = []
  while (entries.more) {
    const entry = entries.inside()
    serials.push(entry.positive())
    readTime(entry)
    if (entry.more && !heedsAll(readExtensions(entry), HEEDED)) refuse()
    entry.end()
  }
  return serials
}
