/** CA keys of units as tests hold them: plugged in, signing what a page of the hall asks, and what becomes of it. */
import { generateKeyPairSync, sign } from 'node:crypto'
import type { CaDriver, CaToken } from '../../schema/ca.ts'
import type { anApp } from './app-client.ts'
import { type MadePerson, type MadeUnit, must, type Outside, registerUnit } from './builders.ts'
import type { Issued, Wanted } from './ca/authority.ts'
import type { Kind } from './ca/openssl.ts'
import { textFor, tokenBy } from './ca/sign.ts'
import type { TestAuthority } from './ca/start.ts'
import { Visitor } from './client.ts'
import { comeIn, confirmScan, readPage, type WaitingPage } from './waiting.ts'

export interface Challenge {
  challenge: string
  nonce: string
}

/** What a page asks for before it has something signed. */
export async function challengeFor(
  visitor: Visitor,
  asked: object = { purpose: 'login' },
): Promise<Challenge> {
  const { status, json } = await visitor.post<Challenge>('/api/v1/ca/challenges', asked)
  if (status !== 201) throw new Error(`no challenge: ${status}`)
  return json
}

/** A key of this unit by the test authority. */
export const keyOf = (ca: TestAuthority, unit: MadeUnit, wanted: Partial<Wanted> & { kind?: Kind } = {}) =>
  ca.issue({
    kind: 'ec',
    creditCode: unit.creditCode,
    subject: `/C=CN/O=${unit.unitName}/CN=${unit.unitName}`,
    ...wanted,
  })

/** A browser's extension with a key of its own. */
export function aBrowser() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return {
    /** As `device` of a token. */
    cosign: (text: string) => ({
      ...{ x, y },
      signature: sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
        'base64url',
      ),
    }),
  }
}
export type Browser = ReturnType<typeof aBrowser>

export interface Signing {
  purpose?: 'login' | 'bind'
  /** The page's, by default the hall's own. */
  origin?: string
  driver?: CaDriver
  browser?: Browser
  /** What is changed of the token before it is posted. */
  changed?: Partial<CaToken>
}

/** What the page posts once the key has signed. */
export async function proofBy(
  world: Outside,
  key: Issued,
  { challenge, nonce }: Challenge,
  { purpose = 'login', origin = world.hall.origin, driver, browser, changed }: Signing = {},
): Promise<{ challenge: string; token: string }> {
  const signing = { purpose, origin, nonce: Buffer.from(nonce, 'base64url'), ...(driver && { driver }) }
  const token = await tokenBy(key, signing)
  const device = browser?.cosign(await textFor(signing, token.algorithm))
  return { challenge, token: JSON.stringify({ ...token, ...(device && { device }), ...changed }) }
}

/** Presses the button with this key plugged in; answers what the post was answered. */
export async function press(
  world: Outside,
  key: Issued,
  {
    visitor = new Visitor(world.hall.origin),
    path = '/login/ca',
    clientId,
    ...signing
  }: Signing & {
    visitor?: Visitor
    path?: string
    clientId?: string
  } = {},
) {
  const { purpose = 'login' } = signing
  const given = await challengeFor(visitor, { purpose, ...(clientId && { clientId }) })
  const reply = await visitor.submit(path, await proofBy(world, key, given, signing))
  return { visitor, reply }
}

/** Which key a unit has of this certificate, as the database has it. */
export const rowOf = (world: { hall: { db: D1Database } }, { serial }: Pick<Issued, 'serial'>) =>
  world.hall.db.prepare('SELECT * FROM ca_key WHERE serial = ?').bind(serial).first<Record<string, unknown>>()

type App = Awaited<ReturnType<typeof anApp>>

/** The legal representative shows their face for what a page waits for. */
export const confirmByFace = (app: App, page: Pick<WaitingPage, 'code'>, person: MadePerson) =>
  confirmScan(app, page, person, undefined, ['face'])

/** A unit, a new one by default, with its first key bound, as by a first sign-in. */
export async function aUnitWithKey(
  world: Outside,
  { ca, app }: { ca: TestAuthority; app: App },
  signing: Signing & { kind?: Kind } = {},
  whose?: Awaited<ReturnType<typeof registerUnit>>,
) {
  const made = whose ?? (await registerUnit(world))
  const key = await keyOf(ca, made.unit, signing.kind ? { kind: signing.kind } : {})
  const { visitor, reply } = await press(world, key, signing)
  const page = readPage(visitor, reply.text)
  await must(200, confirmByFace(app, page, made.person))
  await must(303, comeIn(page, '/login/ca'))
  return { ...made, key, visitor }
}
