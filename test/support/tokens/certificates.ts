/** Keys of units and their certificates, made by OpenSSL 3 with a root of their own. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type Kind = 'rsa' | 'ec' | 'sm2'

const run = promisify(execFile)
const SM2_ID = 'distid:1234567812345678'
const MAKE: Record<Kind, string[]> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ec: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  sm2: ['-algorithm', 'SM2'],
}
const digestOf = (kind: Kind) => (kind === 'sm2' ? '-sm3' : '-sha256')
const idOf = (option: string, kind: Kind) => (kind === 'sm2' ? [option, SM2_ID] : [])

export interface UnitKey {
  kind: Kind
  keyPem: string
  certificatePem: string
  certificate: Buffer
}

export interface Wanted {
  unit?: string
  usage?: string
  from?: Date
  until?: Date
}

const time = (date: Date) => `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
const day = 86_400_000

/** Each folder's root of this kind, made on its first use. */
const roots = new Map<string, Promise<string>>()
function rootOf(folder: string, kind: Kind): Promise<string> {
  const name = join(folder, `root-${kind}`)
  const root = roots.get(name) ?? makeRoot(name, kind)
  roots.set(name, root)
  return root
}

async function makeRoot(name: string, kind: Kind): Promise<string> {
  await run('openssl', ['genpkey', ...MAKE[kind], '-out', `${name}.key`])
  await run('openssl', [
    ...['req', '-x509', '-new', '-utf8', '-key', `${name}.key`, digestOf(kind), ...idOf('-sigopt', kind)],
    ...['-subj', '/C=CN/O=临江省测试发证机构', '-days', '3650', '-out', `${name}.pem`],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ])
  return name
}

export async function unitKey(folder: string, kind: Kind, wanted: Wanted = {}): Promise<UnitKey> {
  const name = join(folder, randomBytes(6).toString('hex'))
  const { unit = '临江市测试单位有限公司', usage = 'digitalSignature,nonRepudiation' } = wanted
  const [from, until] = [
    wanted.from ?? new Date(Date.now() - day),
    wanted.until ?? new Date(Date.now() + 300 * day),
  ]
  const root = await rootOf(folder, kind)
  await run('openssl', ['genpkey', ...MAKE[kind], '-out', `${name}.key`])
  await run('openssl', [
    ...['req', '-new', '-utf8', '-key', `${name}.key`, digestOf(kind), ...idOf('-sigopt', kind)],
    ...['-subj', `/C=CN/O=${unit}/CN=${unit}`, '-out', `${name}.csr`],
  ])
  await writeFile(`${name}.ext`, `basicConstraints=critical,CA:FALSE\nkeyUsage=critical,${usage}\n`)
  await writeFile(`${name}.cnf`, settings(name))
  await writeFile(`${name}.index`, '')
  await run('openssl', [
    ...['ca', '-batch', '-notext', '-config', `${name}.cnf`, '-utf8'],
    ...[
      '-cert',
      `${root}.pem`,
      '-keyfile',
      `${root}.key`,
      '-md',
      digestOf(kind).slice(1),
      '-in',
      `${name}.csr`,
    ],
    ...['-out', `${name}.pem`, '-extfile', `${name}.ext`, '-startdate', time(from), '-enddate', time(until)],
    ...[...idOf('-sigopt', kind), ...idOf('-vfyopt', kind)],
  ])
  await run('openssl', ['x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`])
  const certificate = await readFile(`${name}.der`)
  return { kind, keyPem: `${name}.key`, certificatePem: `${name}.pem`, certificate }
}

const settings = (name: string) => `[ca]
default_ca = here
[here]
database = ${name}.index
new_certs_dir = ${join(name, '..')}
rand_serial = yes
policy = any
[any]
countryName = optional
organizationName = optional
commonName = optional
`

/** Whether OpenSSL finds this a signature over the text: SM2 and EC as `r ‖ s`, made DER for it. */
export async function verifies(
  folder: string,
  key: UnitKey,
  { algorithm, signature }: { algorithm: string; signature: Buffer },
  text: string,
): Promise<boolean> {
  const name = join(folder, randomBytes(6).toString('hex'))
  await run('openssl', ['x509', '-in', key.certificatePem, '-pubkey', '-noout', '-out', `${name}.pub`])
  await writeFile(`${name}.sig`, key.kind === 'rsa' ? signature : derOf(signature))
  await writeFile(`${name}.txt`, text)
  const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']
  const options = algorithm === 'PS256' ? pss : idOf('-sigopt', key.kind)
  const files = ['-verify', `${name}.pub`, '-signature', `${name}.sig`, `${name}.txt`]
  const { stdout } = await run('openssl', ['dgst', digestOf(key.kind), ...options, ...files]).catch(() => ({
    stdout: '',
  }))
  return stdout.includes('Verified OK')
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
