/** Keys of units by a root of the test authority, for tests that ask no CA; and whether a signature is one of such a key. */
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Authority, type Issued, makeRoot } from '../ca/authority.ts'
import { KINDS, type Kind, openssl } from '../ca/openssl.ts'

export type { Kind }
export type UnitKey = Issued

export interface Wanted {
  unit?: string
  usage?: string
  from?: Date
  until?: Date
}

/** Each folder's root of this kind, made on its first use. */
const roots = new Map<string, Promise<Authority>>()
function rootOf(folder: string, kind: Kind): Promise<Authority> {
  const name = `root-${kind}`
  const place = join(folder, name)
  const root = roots.get(place) ?? makeRoot(folder, kind, { name, subject: '/C=CN/O=临江省测试发证机构' })
  roots.set(place, root)
  return root
}

export async function unitKey(folder: string, kind: Kind, wanted: Wanted = {}): Promise<UnitKey> {
  const { unit = '临江市测试单位有限公司', usage, from, until } = wanted
  return (await rootOf(folder, kind)).issue({
    subject: `/C=CN/O=${unit}/CN=${unit}`,
    ...(usage && { extensions: { keyUsage: `critical,${usage}` } }),
    ...(from && { from }),
    ...(until && { to: until }),
  })
}

/** Whether OpenSSL finds this a signature over the text: SM2 and EC as `r ‖ s`, made DER for it. */
export async function verifies(
  folder: string,
  { kind, certificatePem }: UnitKey,
  { algorithm, signature }: { algorithm: string; signature: Buffer },
  text: string,
): Promise<boolean> {
  const name = randomBytes(6).toString('hex')
  await openssl(folder, ['x509', '-in', certificatePem, '-pubkey', '-noout', '-out', `${name}.pub`])
  await writeFile(join(folder, `${name}.sig`), kind === 'rsa' ? signature : derOf(signature))
  const { digest, sign } = KINDS[kind]
  const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']
  const options = algorithm === 'PS256' ? pss : sign
  const files = ['-verify', `${name}.pub`, '-signature', `${name}.sig`]
  const told = await openssl(folder, ['dgst', `-${digest}`, ...options, ...files], text).catch(() => '')
  return told.includes('Verified OK')
}

const integer = (bytes: Buffer) => {
  const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  const positive = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
  return Buffer.concat([Buffer.of(2, positive.length), positive])
}

/** `r ‖ s` as DER. */
export function derOf(raw: Buffer): Buffer {
  const both = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))])
  return Buffer.concat([Buffer.of(0x30, both.length), both])
}
