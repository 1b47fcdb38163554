/** X.509 certificates (RFC 5280, GM/T 0015): what the hall goes by, and nothing else. */
import { hex } from '../../lib/bytes.ts'
import { built, Der, plain, reading, refuse, same, TAG } from './der.ts'
import { type PublicKey, readKey } from './keys.ts'
import {
  type Attribute,
  type Extension,
  type Extensions,
  extensionsWithin,
  heedsAll,
  readAlgorithm,
  readName,
  readTime,
  type Signed,
} from './values.ts'

/** No certificate of a person or a CA has a third of it. */
export const MOST_CERTIFICATE_BYTES = 6 * 1024

/** Bits of key usage, from the first. */
export const USAGE = { digitalSignature: 0x80, keyCertSign: 0x04, crlSign: 0x02 } as const

export interface Certificate extends Signed {
  der: Uint8Array
  /** Lower-case hex without leading zeros. */
  serial: string
  /** Names in DER: they are the same where their bytes are. */
  issuer: Uint8Array
  subject: Uint8Array
  attributes: Attribute[]
  /** Milliseconds since the epoch. */
  notBefore: number
  notAfter: number
  key: PublicKey
  extensions: Extensions
  isCa: boolean
  /** How many CAs may follow before the last certificate; undefined for any number. */
  pathLength: number | undefined
  /** First byte of the bits; undefined where the certificate does not say. */
  keyUsage: number | undefined
  /** OIDs; undefined where the certificate does not say. */
  extendedKeyUsage: string[] | undefined
  subjectKeyId: string | undefined
  authorityKeyId: string | undefined
  /** A critical extension is among them that the hall does not know how to heed. */
  asksTheUnknown: boolean
}

const OID = {
  ...{ subjectKeyId: '2.5.29.14', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19' },
  ...{ policies: '2.5.29.32', authorityKeyId: '2.5.29.35', extendedKeyUsage: '2.5.29.37' },
} as const
/** Policies are heeded by asking for none: any will do, and whoever constrains them does so critically (RFC 5280). */
const HEEDED = new Set<string>([OID.keyUsage, OID.basicConstraints, OID.extendedKeyUsage, OID.policies])

/** Reads a certificate; undefined where it is none, is too long, or breaks a rule of its own form. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  if (der.length > MOST_CERTIFICATE_BYTES) return undefined
  return reading(der, (outer) => {
    const parts = outer.inside()
    const tbs = parts.whole()
    const algorithm = readAlgorithm(parts)
    const signature = parts.bits()
    parts.end()
    return { der, tbs, algorithm, signature, ...readTbs(tbs, algorithm) }
  })
}

function readTbs(tbs: Uint8Array, algorithm: Signed['algorithm']) {
  const der = new Der(tbs).inside()
  // Version 3, without which there are no extensions and so no CA flag.
  if (der.within(0, (version) => version.small()) !== 2) refuse()
  const serial = der.positive()
  // RFC 5280: twenty bytes at most, the first bit being the sign's.
  if (serial.length > 40 || (serial.length === 40 && serial >= '8')) refuse()
  const inner = readAlgorithm(der)
  if (inner.oid !== algorithm.oid || !sameParameters(inner.parameters, algorithm.parameters)) refuse()
  const issuer = der.whole()
  const validity = der.inside()
  const [notBefore, notAfter] = [readTime(validity), readTime(validity)]
  validity.end()
  const subject = der.whole()
  const attributes = readName(subject) ?? refuse()
  if (!readName(issuer)) refuse()
  const key = readKey(der)
  der.maybe(plain(1))
  der.maybe(plain(2))
  const extensions = extensionsWithin(der, 3)
  der.end()
  return {
    ...{ serial, issuer, subject, attributes, notBefore, notAfter, key, extensions },
    ...readUses(extensions),
    asksTheUnknown: !heedsAll(extensions, HEEDED),
  }
}

const sameParameters = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
  a === undefined || b === undefined ? a === b : same(a, b)

/** What the extensions say of the key; whatever they hold must be in order to its last byte. */
function readUses(extensions: Extensions) {
  const within = <T>(oid: string, read: (der: Der) => T): T | undefined => {
    const found: Extension | undefined = extensions.get(oid)
    return found && (reading(found.value, read) ?? refuse())
  }
  const constraints = within(OID.basicConstraints, (der) => {
    const one = der.inside()
    const isCa = one.boolean()
    const pathLength = one.more ? one.small() : undefined
    one.end()
    return isCa || pathLength === undefined ? { isCa, pathLength } : refuse()
  })
  return {
    isCa: constraints?.isCa ?? false,
    pathLength: constraints?.pathLength,
    keyUsage: within(OID.keyUsage, readUsage),
    extendedKeyUsage: within(OID.extendedKeyUsage, (der) => {
      const uses: string[] = []
      const all = der.inside()
      do uses.push(all.oid())
      while (all.more)
      return uses
    }),
    subjectKeyId: within(OID.subjectKeyId, (der) => hex(der.take(TAG.octetString))),
    authorityKeyId: within(OID.authorityKeyId, (der) => {
      const one = der.inside()
      const id = one.maybe(plain(0))
      one.maybe(built(1))
      one.maybe(plain(2))
      one.end()
      return { id: id && hex(id) }
    })?.id,
  }
}

function readUsage(der: Der): number {
  const [unused = 8, first = 0, ...rest] = der.take(TAG.bitString)
  const last = rest.at(-1) ?? first
  // At most nine bits are named, and the bits that are not used are zero.
  if (unused > 7 || rest.length > 1 || (last & ((1 << unused) - 1)) !== 0) refuse()
  return first
}

/** Same name above and below: a root, or a CA that changed its key. */
export const isSelfIssued = ({ issuer, subject }: Certificate): boolean => same(issuer, subject)
