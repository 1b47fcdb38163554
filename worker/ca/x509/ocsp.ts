/** OCSP (RFC 6960): what is asked, and what is answered. Whether an answer is believed is ocsp-answer.ts. */
import { hex } from '../../lib/bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { built, Der, plain, reading, refuse, TAG } from './der.ts'
import { extensionsWithin, heedsAll, readAlgorithm, readTime, type Signed } from './values.ts'

/** Names one certificate; hashes and serial number in hex. */
export interface CertificateId {
  algorithm: string
  nameHash: string
  keyHash: string
  serial: string
}

export interface OcspAnswer extends Signed {
  /** Who says to have signed: a name in DER, or the SHA-1 of a key in hex. */
  responder: { name?: Uint8Array; keyHash?: string }
  answers: {
    id: CertificateId
    status: 'good' | 'revoked' | 'unknown'
    thisUpdate: number
    nextUpdate: number | undefined
  }[]
  nonce: string | undefined
  certificates: Certificate[]
}

const SHA1 = '1.3.14.3.2.26'
const NONCE = '1.3.6.1.5.5.7.48.1.2'
const BASIC = '1.3.6.1.5.5.7.48.1.1'
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5'
/** RFC 8954: 32 bytes of chance. */
export const NONCE_BYTES = 32

/** Whether a responder's certificate says that nobody need ask after itself. */
export const needsNoCheck = ({ extensions }: Certificate): boolean => extensions.has(NO_CHECK)

const sha1 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest('SHA-1', bytes as Uint8Array<ArrayBuffer>))
/** SHA-1 of a key's bits, by which OCSP names it. */
export const keyHashOf = async ({ key }: Certificate): Promise<string> => hex(await sha1(key.bits))

/**
 * The request for one certificate. SHA-1 only names the CA here, as RFC 5019 wants it and every responder understands;
 * what counts is the signature of the answer.
 */
export async function ocspRequest(issuer: Certificate, serial: string, nonce: Uint8Array) {
  const [name, key] = [await sha1(issuer.subject), await sha1(issuer.key.bits)]
  const number = bytesOf(serial)
  const id = der(
    TAG.sequence,
    der(TAG.sequence, Uint8Array.of(6, 5, 0x2b, 0x0e, 3, 2, 0x1a), der(TAG.null)),
    ...[der(TAG.octetString, name), der(TAG.octetString, key), der(TAG.integer, number)],
  )
  const nonceOid = Uint8Array.of(6, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2)
  const extension = der(TAG.sequence, nonceOid, der(TAG.octetString, der(TAG.octetString, nonce)))
  const list = der(TAG.sequence, der(TAG.sequence, id))
  const request = der(TAG.sequence, list, der(built(2), der(TAG.sequence, extension)))
  const asked: CertificateId = { algorithm: SHA1, nameHash: hex(name), keyHash: hex(key), serial }
  return { bytes: der(TAG.sequence, request), asked }
}

/** Writes one value; none here has 64 KB. */
function der(tag: number, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff]
  const written = new Uint8Array(head.length + length)
  written.set(head)
  let at = head.length
  for (const part of parts) {
    written.set(part, at)
    at += part.length
  }
  return written
}

/** A serial number as an INTEGER's contents: whole bytes, the first bit not set. */
function bytesOf(serial: string): Uint8Array {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`
  const bytes = (even.match(/../g) ?? []).map((two) => Number.parseInt(two, 16))
  return Uint8Array.from((bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes)
}

/** Reads an answer; undefined where it is none, or the responder says that it could not answer. */
export function readOcspAnswer(bytes: Uint8Array): OcspAnswer | undefined {
  return reading(bytes, (outer) => {
    const response = outer.inside()
    if (response.small(TAG.enumerated) !== 0) refuse()
    const basic = response.within(0, (der) => {
      const typed = der.inside()
      if (typed.oid() !== BASIC) refuse()
      const contents = typed.take(TAG.octetString)
      typed.end()
      return contents
    })
    response.end()
    return reading(basic, readBasic) ?? refuse()
  })
}

function readBasic(outer: Der): OcspAnswer {
  const parts = outer.inside()
  const tbs = parts.whole()
  const algorithm = readAlgorithm(parts)
  const signature = parts.bits()
  const certificates = parts.more ? parts.within(0, readCertificates) : []
  parts.end()
  return { tbs, algorithm, signature, certificates, ...readData(new Der(tbs).inside()) }
}

/** A responder sends its own certificate and perhaps its CA's. */
const MOST_CERTIFICATES = 4

function readCertificates(der: Der): Certificate[] {
  const found: Certificate[] = []
  const all = der.inside()
  while (all.more) {
    const certificate = readCertificate(all.whole())
    if (certificate) found.push(certificate)
    if (found.length > MOST_CERTIFICATES) refuse()
  }
  return found
}

function readData(data: Der): Pick<OcspAnswer, 'responder' | 'answers' | 'nonce'> {
  if (data.tag === built(0) && data.within(0, (version) => version.small()) !== 0) refuse()
  const responder =
    data.tag === built(1)
      ? { name: data.within(1, (name) => name.whole()) }
      : { keyHash: hex(data.within(2, (hash) => hash.take(TAG.octetString))) }
  readTime(data)
  const answers: OcspAnswer['answers'] = []
  const all = data.inside()
  while (all.more) answers.push(readAnswer(all.inside()))
  const extensions = extensionsWithin(data, 1)
  data.end()
  if (!heedsAll(extensions, new Set([NONCE]))) refuse()
  const nonce = extensions.get(NONCE)?.value
  return {
    responder,
    answers,
    nonce: nonce && hex(reading(nonce, (der) => der.take(TAG.octetString)) ?? refuse()),
  }
}

const STATUSES = { [plain(0)]: 'good', [built(1)]: 'revoked', [plain(2)]: 'unknown' } as const

function readAnswer(der: Der): OcspAnswer['answers'][number] {
  const id = readId(der.inside())
  const status = STATUSES[der.tag] ?? refuse()
  der.take(der.tag)
  const thisUpdate = readTime(der)
  const nextUpdate = der.more && der.tag === built(0) ? der.within(0, readTime) : undefined
  if (!heedsAll(extensionsWithin(der, 1), new Set())) refuse()
  der.end()
  return { id, status, thisUpdate, nextUpdate }
}

function readId(der: Der): CertificateId {
  const algorithm = readAlgorithm(der).oid
  const [nameHash, keyHash] = [hex(der.take(TAG.octetString)), hex(der.take(TAG.octetString))]
  const serial = der.positive()
  der.end()
  return { algorithm, nameHash, keyHash, serial }
}
