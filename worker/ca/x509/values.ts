/** Values that certificates, revocation lists and OCSP answers share: times, texts, names, algorithms. */
import { built, type Der, reading, refuse, TAG } from './der.ts'

/** A time in milliseconds since the epoch: UTC, to the second, as RFC 5280 wants it. */
export function readTime(der: Der): number {
  const general = der.tag === TAG.generalizedTime
  const written = ascii(der.take(general ? TAG.generalizedTime : TAG.utcTime))
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(written)
  if (match?.[1]?.length !== (general ? 4 : 2)) return refuse()
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const whole = general ? year : year + (year < 50 ? 2000 : 1900)
  const time = new Date(Date.UTC(whole, month - 1, day, hour, minute, second))
  // A thirtieth of February would roll over into March.
  const real = time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24
  return real && minute < 60 && second < 60 ? time.getTime() : refuse()
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 400))

const decoders: Record<number, () => TextDecoder> = {
  [TAG.utf8]: () => new TextDecoder('utf-8', { fatal: true }),
  [TAG.bmp]: () => new TextDecoder('utf-16be', { fatal: true }),
}
const ASCII = new Set<number>([TAG.printable, TAG.ia5, TAG.numeric, TAG.visible, TAG.teletex])

/** A text of any of the string types; undefined where it is none, or holds what its type does not allow. */
export function readText(bytes: Uint8Array): string | undefined {
  return reading(bytes, (der) => {
    const { tag } = der
    const body = der.take(tag)
    if (ASCII.has(tag)) return body.every((byte) => byte >= 0x20 && byte < 0x7f) ? ascii(body) : refuse()
    const decoder = decoders[tag]?.()
    if (!decoder) return refuse()
    try {
      return decoder.decode(body)
    } catch {
      return refuse()
    }
  })
}

export interface Attribute {
  oid: string
  /** Undefined where it is no text. */
  text: string | undefined
}

/** The attributes of a name, in its order. */
export function readName(name: Uint8Array): Attribute[] | undefined {
  return reading(name, (der) => {
    const attributes: Attribute[] = []
    const parts = der.inside()
    while (parts.more) {
      const set = parts.inside(TAG.set)
      do {
        const attribute = set.inside()
        attributes.push({ oid: attribute.oid(), text: readText(attribute.whole()) })
        attribute.end()
      } while (set.more)
    }
    return attributes
  })
}

export interface Algorithm {
  oid: string
  /** With tag and length; undefined where there are none. */
  parameters: Uint8Array | undefined
}

export function readAlgorithm(outer: Der): Algorithm {
  const der = outer.inside()
  const oid = der.oid()
  const parameters = der.more ? der.whole() : undefined
  der.end()
  return { oid, parameters }
}

export interface Extension {
  critical: boolean
  value: Uint8Array
}
export type Extensions = Map<string, Extension>

/** Extensions by their OID; none may come twice. */
export function readExtensions(outer: Der): Extensions {
  const found: Extensions = new Map()
  const all = outer.inside()
  do {
    const one = all.inside()
    const oid = one.oid()
    const critical = one.boolean()
    const value = one.take(TAG.octetString)
    one.end()
    if (found.has(oid)) refuse()
    found.set(oid, { critical, value })
  } while (all.more)
  return found
}

/** Those within `[n]`, if there are any. */
export const extensionsWithin = (outer: Der, n: number): Extensions =>
  outer.more && outer.tag === built(n) ? outer.within(n, readExtensions) : new Map()

/** Whether every critical extension is among those that the reader heeds. */
export const heedsAll = (extensions: Extensions, heeded: ReadonlySet<string>): boolean =>
  [...extensions].every(([oid, { critical }]) => !critical || heeded.has(oid))

/** What three parts and their signature are: a certificate, a list, an OCSP answer. */
export interface Signed {
  /** What the signature is over. */
  tbs: Uint8Array
  algorithm: Algorithm
  signature: Uint8Array
}
