/** OpenSSL 3, which makes the keys, certificates, lists and answers of the test authority. */
import { spawn } from 'node:child_process'
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { installFromDebian, mayInstall, succeeds } from '../debian.ts'

/** Kinds of keys that a CA gives to units. */
export type Kind = 'sm2' | 'rsa' | 'ec'

const ID = 'distid:1234567812345678'

/** How each kind is made and signs: SM2 with SM3 and the user id of certificates, which OpenSSL does not assume. */
export const KINDS: Record<Kind, { digest: string; sign: string[]; verify: string[] }> = {
  sm2: { digest: 'sm3', sign: ['-sigopt', ID], verify: ['-vfyopt', ID] },
  rsa: { digest: 'sha256', sign: [], verify: [] },
  ec: { digest: 'sha256', sign: [], verify: [] },
}

/** A new private key, PKCS#8 as PEM: by the OpenSSL that Node brings, which takes no process of its own. */
export async function newKey(kind: Kind): Promise<string> {
  const { privateKey } =
    kind === 'rsa'
      ? await newPair('rsa', { modulusLength: 2048 })
      : await newPair('ec', { namedCurve: kind === 'sm2' ? 'SM2' : 'P-256' })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}
const newPair = promisify(generateKeyPair)

/** Throws, with what to do, where there is no OpenSSL 3 and none to be had: older ones know no user id of SM2. */
export function ensureOpenssl(): void {
  const isThere = () => succeeds('sh', '-c', 'openssl version | grep -qE "^OpenSSL ([3-9]|[1-9][0-9])"')
  if (!isThere() && mayInstall()) installFromDebian(['openssl'])
  if (isThere()) return
  throw new Error('The tests of CA keys need OpenSSL 3: install it so that `openssl` starts it.')
}

/** Runs it in a folder and answers what it wrote; throws with its words when it fails. */
export function openssl(cwd: string, args: string[], input?: Uint8Array | string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { cwd, stdio: 'pipe' })
    const out: Buffer[] = []
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      said += String(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out))
      else reject(new Error(`openssl ${args[0]}: ${said}`))
    })
    // It may have read all it wants before all is written.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** Names and values as OpenSSL's settings have them; undefined leaves one out. */
export type Extensions = Record<string, string | undefined>

const written = (extensions: Extensions) =>
  Object.entries(extensions)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')

/** What a subject may consist of; others would be dropped without a word. */
const PARTS = [
  ...['countryName', 'stateOrProvinceName', 'localityName', 'organizationName', 'organizationalUnitName'],
  ...['commonName', 'serialNumber', 'givenName', 'member', 'title'],
]

/** Settings of one CA in its own folder, with the extensions of what is made next and of its lists. */
export const settings = (kind: Kind, next: Extensions, list: Extensions = {}): string => `
[ca]
default_ca = here
[here]
dir = .
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = ${KINDS[kind].digest}
default_days = 365
default_crl_hours = 24
crl_extensions = list
crlnumber = number.txt
rand_serial = yes
unique_subject = no
policy = any
preserve = yes
[any]
${PARTS.map((part) => `${part} = optional`).join('\n')}
[list]
${written({ authorityKeyIdentifier: 'keyid', ...list })}
[users]
onlyuser = TRUE
[req]
distinguished_name = none
string_mask = utf8only
[none]
[next]
${written(next)}
`
