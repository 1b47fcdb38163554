/** What the host must know of a certificate to offer it; whether it is believed, the Worker decides. */
import type { CaAlgorithm } from '../../schema/ca.ts'
import { BITS, type Der, elements, hex, inside, OCTETS, OID, SEQUENCE } from './der.ts'

export interface Certificate {
  der: Buffer
  /** By its key; an RSA key may sign PS256 instead, where its token is set so. */
  algorithm: Exclude<CaAlgorithm, 'PS256'>
  /** The point or key itself, as in SubjectPublicKeyInfo. */
  publicKey: Uint8Array
  /** For people: the unit, and who issued it. */
  unit: string
  issuer: string
  from: Date
  until: Date
  /** In hex, as issuers print it. */
  serial: string
  /** May make signatures: keyUsage says so, or says nothing. */
  signs: boolean
  authority: boolean
}

const ORGANISATION = '55040a'
const COMMON_NAME = '550403'
const KEY_USAGE = '551d0f'
const BASIC_CONSTRAINTS = '551d13'
const DIGITAL_SIGNATURE = 0x80

/** Key types by the hex of their OID, with that of their curve. */
const KEYS: Record<string, Certificate['algorithm']> = {
  '2a864886f70d010101': 'RS256',
  '2a8648ce3d0201 2a8648ce3d030107': 'ES256',
  '2a8648ce3d0201 2a811ccf5501822d': 'SM2-SM3',
}

/** Nothing where the bytes are no certificate, or one of a key that nobody here signs with. */
export function readCertificate(der: Buffer): Certificate | undefined {
  const tbs = inside(der, SEQUENCE)?.[0]
  const fields = tbs && elements(tbs.content)
  if (!fields) return undefined
  // Version is [0] and may be missing; then come serial, algorithm, issuer, validity, subject, key, extensions [3].
  const [serial, , issuer, validity, subject, key, ...rest] =
    fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
  if (!serial || !issuer || !subject || !key) return undefined
  const [from, until] = (validity && elements(validity.content)?.map(time)) ?? []
  const [algorithm, bits] = elements(key.content) ?? []
  const type = KEYS[oids(algorithm).join(' ')]
  if (!from || !until || !type || bits?.tag !== BITS) return undefined
  const extensions = extensionsOf(rest.find(({ tag }) => tag === 0xa3))
  const usage = extensions.get(KEY_USAGE)
  return {
    ...{ der, algorithm: type, publicKey: bits.content.subarray(1), from, until },
    unit: shown(subject),
    issuer: shown(issuer),
    serial: hex(serial.content).toUpperCase(),
    signs: !usage || ((elements(usage)?.[0]?.content[1] ?? 0) & DIGITAL_SIGNATURE) !== 0,
    authority: isAuthority(extensions.get(BASIC_CONSTRAINTS)),
  }
}

/** Its key's type, and the curve's where there is one. */
const oids = (algorithm: Der | undefined) =>
  (algorithm ? (elements(algorithm.content) ?? []) : [])
    .filter(({ tag }) => tag === OID)
    .map((o) => hex(o.content))

function extensionsOf(field: Der | undefined): Map<string, Uint8Array> {
  const list = field ? (inside(field.content, SEQUENCE) ?? []) : []
  return new Map(
    list.flatMap((one) => {
      const parts = elements(one.content) ?? []
      const [id, value] = [parts[0], parts.find(({ tag }) => tag === OCTETS)]
      return id && value ? [[hex(id.content), value.content] as const] : []
    }),
  )
}

const isAuthority = (constraints: Uint8Array | undefined): boolean => {
  const ca = constraints ? inside(constraints, SEQUENCE)?.[0] : undefined
  return ca?.tag === 0x01 && ca.content[0] !== 0
}

/** The organisation, the common name beside it where it says something else. */
function shown(name: Der): string {
  const attributes = (elements(name.content) ?? []).flatMap((set) => elements(set.content) ?? [])
  const value = (wanted: string) => {
    const pairs = attributes.map(({ content }) => elements(content) ?? [])
    const text = pairs.find(([id]) => id && hex(id.content) === wanted)?.[1]
    return text ? decoded(text) : ''
  }
  const [organisation, common] = [value(ORGANISATION), value(COMMON_NAME)]
  if (!organisation || !common || organisation === common) return clean(organisation || common)
  return clean(`${organisation}（${common}）`)
}

const BMP = 0x1e

function decoded({ tag, content }: Der): string {
  const bytes = Buffer.from(content)
  return tag === BMP && bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : bytes.toString('utf8')
}

const MOST_CHARACTERS = 40

/** Whoever had the certificate issued chose these words: they move no cursor, turn no line and fill no window. */
export const clean = (text: string): string => {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()
  return [...plain].length > MOST_CHARACTERS ? `${[...plain].slice(0, MOST_CHARACTERS).join('')}…` : plain
}

/** UTCTime and GeneralizedTime, in UTC as DER has them. */
function time({ tag, content }: Der): Date {
  const text = Buffer.from(content).toString('latin1')
  const year = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(year) ?? []
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
}
