/** A desk of the tests: tokens in a folder of its own, a person before it, and hosts that are started on it. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaPurpose } from '../../../schema/ca.ts'
import { hashOf, signedText } from '../../../schema/ca.ts'
import type { HostAnswer, HostSigned } from '../../../schema/ca-bridge.ts'
import { type UnitKey, verifies } from '../tokens/certificates.ts'
import { digest } from '../tokens/digest.ts'
import { type RunningHost, runHost, testHost } from './host.ts'
import { aPerson, type Person } from './person.ts'

export const HALL = 'https://hall.linjiang.example'

export interface Asking {
  purpose?: CaPurpose
  origin?: string
  within?: string
}

export interface Desk {
  folder: string
  person: Person
  /** For hosts that are started from now on. */
  env: Record<string, string>
  /** The file beside the host; the usual places of this machine are left alone. */
  configure(config: object): Promise<void>
  host(): RunningHost
  /** An executable file that starts such a host, for the manifest in a browser's profile. */
  program(): Promise<string>
  /** One signature by a host of its own, as the extension asks for it; what was asked comes back, too. */
  sign(
    asking?: Asking,
  ): Promise<{ answer: HostAnswer; asked: { purpose: CaPurpose; origin: string; nonce: string } }>
  /** Whether OpenSSL finds the answer to be this key's signature over what was asked. */
  holds(key: UnitKey, signed: Awaited<ReturnType<Desk['sign']>>): Promise<boolean>
  close(): Promise<void>
}

export const aNonce = () => randomBytes(32).toString('base64url')

const QUIET = { knownLibraries: false, vendors: { jsca: false, guoxin: false, bjca: false } }

export async function aDesk(env: Record<string, string> = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  const person = await aPerson()
  const config = join(folder, 'config.json')
  const desk: Desk = {
    ...{ folder, person },
    env: { ...env, ...person.env, UNIT_HALL_TEST_CONFIG: config },
    configure: (more) => writeFile(config, JSON.stringify({ origins: [HALL], ...QUIET, ...more })),
    host: () => runHost(desk.env),
    async program() {
      const file = join(folder, 'host.sh')
      const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`
      const lines = Object.entries(desk.env).map(([name, value]) => `export ${name}=${quote(value)}`)
      const start = `exec ${[process.execPath, testHost].map(quote).join(' ')} "$@"`
      await writeFile(file, ['#!/bin/sh', ...lines, start, ''].join('\n'), { mode: 0o755 })
      return file
    },
    async sign({ purpose = 'login', origin = HALL, within } = {}) {
      const asked = { purpose, origin, nonce: aNonce() }
      const host = desk.host()
      const request = { id: 'r-1', kind: 'sign' as const, ...asked, ...(within && { within }) }
      const answer = await host.ask(request)
      await host.leave()
      return { answer, asked }
    },
    async holds(key, { answer, asked }) {
      const signed = signedOf(answer)
      const hash = hashOf(signed.algorithm)
      const [site, once] = [
        await digest(hash, asked.origin),
        await digest(hash, Buffer.from(asked.nonce, 'base64url')),
      ]
      const text = signedText(asked.purpose, site, once)
      const signature = Buffer.from(signed.signature, 'base64url')
      const same = Buffer.from(signed.certificate, 'base64url').equals(key.certificate)
      return same && verifies(folder, key, { algorithm: signed.algorithm, signature }, text)
    },
    async close() {
      await person.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await desk.configure({})
  return desk
}

export function signedOf(answer: HostAnswer): HostSigned {
  if (!answer.ok || !('signed' in answer)) throw new Error(`not signed: ${JSON.stringify(answer)}`)
  return answer.signed
}
