import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sm2 } from 'sm-crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSignedBy } from '../../worker/ca/crypto/signature.ts'
import { type Certificate, readCertificate } from '../../worker/ca/x509/certificate.ts'
import { root } from '../support/build.ts'
import { type Authority, makeRoot } from '../support/ca/authority.ts'
import { KINDS, newKey, openssl, settings } from '../support/ca/openssl.ts'
import { N, numberOf } from '../support/ca/sm2-signer.ts'
import { ROUNDS } from '../support/rounds.ts'

/** Signatures each way: a thousand in `npm test`, ten thousand in the soak. */
const COUNT = ROUNDS > 50 ? 10_000 : 1_000

const place = join(root, '.build/ca', `openssl-${process.pid}`)
let ca: Authority
/** Certificates that OpenSSL signed, each over its own serial number. */
let signed: Certificate[]

beforeAll(async () => {
  await mkdir(place, { recursive: true })
  ca = await makeRoot(place, 'sm2')
  await writeFile(join(ca.folder, 'x.cnf'), settings('sm2', { basicConstraints: 'CA:FALSE' }))
  const { sign, verify } = KINDS.sm2
  await writeFile(join(ca.folder, 'x.key'), await newKey('sm2'))
  const request = ['req', '-new', '-key', 'x.key', '-config', 'x.cnf', '-subj', '/CN=x', '-sm3', ...sign]
  await openssl(ca.folder, [...request, '-out', 'x.csr'])
  const args = ['ca', '-batch', '-notext', '-config', 'x.cnf', '-extensions', 'next', ...sign, ...verify]
  const all = Array.from({ length: COUNT }, () => 'x.csr')
  await openssl(ca.folder, [...args, '-out', 'last.pem', '-infiles', ...all])
  const files = (await readdir(ca.folder)).filter((name) => /^[0-9A-F]+\.pem$/.test(name))
  signed = await Promise.all(
    files.map(async (name) => {
      const pem = await readFile(join(ca.folder, name), 'utf8')
      const found = readCertificate(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
      if (!found) throw new Error('a certificate that cannot be read')
      return found
    }),
  )
}, 120_000)
afterAll(() => rm(place, { recursive: true, force: true }))

const key = () => {
  const found = readCertificate(ca.certificate)
  if (!found) throw new Error('a root that cannot be read')
  return found.key
}

/** The verdict of OpenSSL on each file, in one process. */
async function verdicts(files: string[]): Promise<Set<string>> {
  const args = ['verify', '-CAfile', 'ca.pem', ...KINDS.sm2.verify, ...files]
  const child = spawn('openssl', args, { cwd: ca.folder, stdio: ['ignore', 'pipe', 'ignore'] })
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => {
    told += String(chunk)
  })
  await new Promise((closed) => child.on('close', closed))
  return new Set([...told.matchAll(/^(\S+): OK$/gm)].map(([, file]) => file ?? ''))
}

/** Two numbers as a SEQUENCE, with a zero before where the first bit is set. */
function der(raw: Buffer): Buffer {
  const number = (bytes: Buffer) => {
    const short = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
    const body = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short
    return Buffer.concat([Buffer.from([2, body.length]), body])
  }
  const body = Buffer.concat([number(raw.subarray(0, 32)), number(raw.subarray(32))])
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}

/** The same certificate with another signature, as a file. */
async function rewritten(certificate: Certificate, raw: Buffer, name: string): Promise<Certificate> {
  const bits = Buffer.concat([Buffer.from([0]), der(raw)])
  const { tbs } = certificate
  const algorithm = Buffer.from('300a06082a811ccf55018375', 'hex')
  const body = Buffer.concat([tbs, algorithm, Buffer.from([3, bits.length]), bits])
  const whole = Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 0xff]), body])
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
  await writeFile(join(ca.folder, name), pem)
  return readCertificate(whole) ?? { ...certificate, signature: der(raw) }
}

describe('signatures by OpenSSL', () => {
  it(`are all taken, ${COUNT} of them`, async () => {
    expect(signed).toHaveLength(COUNT)
    let taken = 0
    for (const certificate of signed) if (await isSignedBy(key(), certificate)) taken++
    expect(taken).toBe(COUNT)
  }, 300_000)
})

describe('signatures by sm-crypto', () => {
  it(`are judged alike by OpenSSL and here, ${COUNT} of them, half of them spoiled`, async () => {
    const told = String(await openssl(ca.folder, ['pkey', '-in', 'ca.key', '-text', '-noout']))
    const secret = /priv:([\s0-9a-f:]+)pub:/.exec(told)?.[1]?.replace(/[\s:]/g, '').slice(-64) ?? ''
    const publicKey = Buffer.from(key().bits).toString('hex')
    const pool = Array.from({ length: 30 }, () => sm2.getPoint())
    const ours = new Set<string>()
    const files: string[] = []
    for (const [i, certificate] of signed.entries()) {
      const name = `${i}.pem`
      const options = { hash: true, publicKey, pointPool: [pool[i % pool.length]] }
      const raw = Buffer.from(sm2.doSignature([...certificate.tbs], secret, options), 'hex')
      if (i % 2 === 1) spoil(raw, i)
      const again = await rewritten(certificate, raw, name)
      if (await isSignedBy(key(), again)) ours.add(name)
      files.push(name)
    }
    const theirs = await verdicts(files)
    expect(theirs.size).toBe(COUNT / 2)
    expect([...ours].sort()).toEqual([...theirs].sort())
  }, 300_000)
})

/** Another signature in its place: a bit turned, halves swapped, r + s = n, or n taken from s. */
function spoil(raw: Buffer, i: number): void {
  const [r, s] = [Buffer.from(raw.subarray(0, 32)), Buffer.from(raw.subarray(32))]
  const number = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
  const at = 1 + randomInt(63)
  if (i % 8 === 1) raw[at] = (raw[at] ?? 0) ^ (1 + randomInt(255))
  if (i % 8 === 3) raw.set(Buffer.concat([s, r]))
  if (i % 8 === 5) number(N - numberOf(r)).copy(raw, 32)
  if (i % 8 === 7) number(N - numberOf(s)).copy(raw, 32)
}
