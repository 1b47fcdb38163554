/**
 * A native host that plays a part: the browser starts it, and it speaks the browser's protocol, but what it answers
 * stands in `part.json`. What it hears it writes down, and that its input ended, too.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, signedText } from '../../schema/ca.ts'
import type { HostRequest, HostSigned } from '../../schema/ca-bridge.ts'

/** The first that is given is played, for every request but `cancel`. */
export interface Part {
  /** Signs with a key made for it, as this driver; SM2 signatures are bytes of the right length only. */
  signs?: Pick<HostSigned, 'driver' | 'algorithm' | 'version'>
  /** Answers this, with the request's `id` unless it has one; several, one after another. */
  answers?: object[]
  /** Writes these bytes, which may be no message at all. */
  writes?: string
  /** Breaks off with this code. */
  exits?: number
  /** Waits before all that. Nothing of it: says nothing, ever. */
  afterMs?: number
}

const [folder = '.'] = process.argv.slice(2)
appendFileSync(join(folder, 'pids'), `${process.pid}\n`)
const hear = (what: object) => appendFileSync(join(folder, 'heard.jsonl'), `${JSON.stringify(what)}\n`)

function send(message: object): void {
  const body = Buffer.from(JSON.stringify(message))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  process.stdout.write(Buffer.concat([length, body]))
}

function signed(
  { driver, algorithm, version }: NonNullable<Part['signs']>,
  { origin, purpose, nonce }: Extract<HostRequest, { kind: 'sign' }>,
): HostSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hash = (bytes: Buffer) => createHash(hashOf(algorithm)).update(bytes).digest('hex')
  const text = signedText(purpose, hash(Buffer.from(origin)), hash(Buffer.from(nonce, 'base64url')))
  const own = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return {
    ...{ format: 'unit-hall-ca/1', driver, algorithm, version },
    // Whoever verifies for a test needs the key, not a certificate around it.
    certificate: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    signature: (algorithm === 'ES256' ? own : randomBytes(64)).toString('base64url'),
  }
}

function play(part: Part, request: HostRequest): void {
  if (part.signs && request.kind === 'sign')
    send({ id: request.id, ok: true, signed: signed(part.signs, request) })
  for (const answer of part.answers ?? []) send({ id: request.id, ...answer })
  if (part.writes !== undefined) process.stdout.write(part.writes)
  if (part.exits !== undefined) process.exit(part.exits)
}

function take(request: HostRequest): void {
  hear({ ...request, by: process.argv[3] })
  if (request.kind === 'cancel') return
  const part = JSON.parse(readFileSync(join(folder, 'part.json'), 'utf8')) as Part
  setTimeout(() => play(part, request), part.afterMs ?? 0)
}

let unread = Buffer.alloc(0)
process.stdin.on('data', (chunk: Buffer) => {
  unread = Buffer.concat([unread, chunk])
  while (unread.length >= 4 && unread.length >= 4 + unread.readUInt32LE()) {
    const end = 4 + unread.readUInt32LE()
    take(JSON.parse(unread.subarray(4, end).toString('utf8')) as HostRequest)
    unread = unread.subarray(end)
  }
})
process.stdin.on('end', () => {
  hear({ kind: 'ended' })
  process.exit()
})
