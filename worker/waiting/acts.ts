/** A sign-in that waits for a phone: begun by a page, answered in the app, finished by that page alone. */
import type { ScanState, WaitingReason } from '../../schema/waiting.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newToken, readToken, sameHash } from '../lib/ids.ts'
import { logFault } from '../lib/log.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { FOLLOW_MS, stateOf, WAITING_MS } from './rules.ts'
import * as store from './store.ts'

/** What the phone shows before the person agrees: the code may have been sent to them by a stranger. */
export interface Asks {
  device: string
  place: string
  portalName?: string
  /** Where the page has proved a unit before: what for, and for which. */
  title?: string
  unitName?: string
  unitNumber?: string
  representativeOnly?: boolean
}

/** What a page has proved before it waits, and who alone may answer it therefore. */
export interface Proved {
  unit: { id: string; name: string; unitNumber: string }
  representativeOnly: boolean
  title: string
  /** By RFC 8176. */
  amr: string[]
  /** What is written beside the waiting sign-in of this id. */
  keeps: (id: string) => D1PreparedStatement[]
}

/** A waiting sign-in as its page shows it. */
export interface Shown {
  /** What the QR code holds. */
  link: string
  /** What only this page knows. */
  token: string
  /** Where it hears how things stand. */
  statusUrl: string
  state: ScanState
  secondsLeft: number
}

interface Begin {
  account: store.Account
  portal?: { id: string; name: string } | undefined
  /** A CA key. */
  proved?: Proved
}

/** Begins one: nothing of it is asked of the database again until the phone answers. */
export async function beginWaiting(
  env: Bindings,
  { network, device, place }: Origin,
  now: number,
  { account, portal, proved }: Begin,
): Promise<Result<Shown, WaitingReason>> {
  const { success } = await env.LIMIT_ADDRESS.limit({ key: `waiting:${network}` })
  if (!success) return fail('waiting_too_often')
  const { id, token, secretHash } = await newToken(now)
  const asks: Asks = {
    device,
    place,
    ...(portal && { portalName: portal.name }),
    ...(proved && told(proved)),
  }
  const row = { id, secretHash, account, clientId: portal?.id ?? null, asks: JSON.stringify(asks) }
  const limits = {
    ...{ way: proved ? ('ca' as const) : ('app' as const), amrBefore: proved?.amr ?? [] },
    ...{ onlyUnit: proved?.unit.id ?? null, onlyRepresentative: proved?.representativeOnly ?? false },
  }
  const waits = store.insertWaiting(env.DB, { ...row, ...limits, now, expiresAt: now + WAITING_MS })
  await env.DB.batch([waits, ...(proved?.keeps(id) ?? [])])
  return ok(await shown(env, id, token, 'waiting', WAITING_MS))
}

const told = ({ title, unit, representativeOnly }: Proved) => ({
  ...{ title, unitName: unit.name, unitNumber: unit.unitNumber },
  ...(representativeOnly && { representativeOnly }),
})

const shown = async (env: Bindings, id: string, token: string, state: ScanState, left: number) => ({
  ...{ link: `${env.ORIGIN}/app/scan/${await proved(env, id, 'waiting.code')}`, token, state },
  statusUrl: `/api/v1/waiting/${await proved(env, id, 'waiting.watch')}`,
  secondsLeft: Math.max(0, Math.ceil(left / 1000)),
})

/** An id and a proof that we gave it out: for the phone to answer by, or for the page to watch by, never for both. */
async function proved(env: Bindings, id: string, domain: 'waiting.code' | 'waiting.watch'): Promise<string> {
  const { mac } = await sealer(env.SEALING_KEYS)
  return `${id}.${await mac(id, domain)}`
}

async function readProved(env: Bindings, code: string, domain: 'waiting.code' | 'waiting.watch') {
  const [, id] = /^([0-9a-z]{26})\.[\w-]{43}$/.exec(code) ?? []
  return id && sameHash(code, await proved(env, id, domain)) ? id : undefined
}

/** The waiting sign-in behind a scanned code; undefined for a code that is none of these. */
export async function findByCode(env: Bindings, code: string): Promise<store.WaitingRow | undefined> {
  const id = await readProved(env, code, 'waiting.code')
  return (id && (await store.findWaiting(env.DB, id))) || undefined
}

/** The id that a page may watch; undefined for an address that we did not make. */
export const readWatch = (env: Bindings, ticket: string) => readProved(env, ticket, 'waiting.watch')

/** Where the page with this id hangs on. */
export const watchOf = (env: Bindings, id: string) => env.SIGN_IN_WATCH.get(env.SIGN_IN_WATCH.idFromName(id))

/** Asked of the database, for pages that cannot be told. */
export async function stateById(env: Bindings, now: number, id: string): Promise<ScanState | undefined> {
  const row = await store.findWaiting(env.DB, id)
  return row ? stateOf(row.status, row.expires_at, now) : undefined
}

/**
 * The phone said yes, for one unit or for the person themselves; `also` goes with it. False when the code was answered or
 * over.
 */
export async function confirmWaiting(
  env: Bindings,
  origin: Origin,
  now: number,
  id: string,
  who: store.Confirmer,
  amr: string[],
  also: D1PreparedStatement[] = [],
): Promise<boolean> {
  const actor = 'unitId' in who ? `operator:${who.operatorId}` : `person:${who.personId}`
  const entry = { unitId: 'unitId' in who ? who.unitId : null, actor, act: 'confirm_sign_in', result: 'done' }
  const done = await attempt(env.DB, [
    store.confirm(env.DB, id, who, amr, now, now + FOLLOW_MS),
    mustChange(env.DB),
    ...also,
    await audited(env, origin, now, entry),
  ])
  if (done.ok) await tell(env, id, 'confirmed')
  return done.ok
}

/** The phone said no. */
export async function refuseWaiting(env: Bindings, now: number, id: string): Promise<boolean> {
  const done = await attempt(env.DB, [store.refuse(env.DB, id, now), mustChange(env.DB)])
  if (done.ok) await tell(env, id, 'refused')
  return done.ok
}

/** What is decided stays decided if the page cannot be told: its button asks, too. */
async function tell(env: Bindings, id: string, state: ScanState): Promise<void> {
  const once = () => watchOf(env, id).tell(state)
  await once()
    .catch(once)
    .catch((error) => logFault('watch', error))
}

/** The page's own waiting sign-in, and how it stands; undefined for a token of none. */
export async function ownWaiting(env: Bindings, now: number, presented: string) {
  const token = await readToken(presented)
  const row = token && (await store.findWaiting(env.DB, token.id))
  if (!token || !row || !sameHash(row.secret_hash, token.secretHash)) return undefined
  const state = stateOf(row.status, row.expires_at, now)
  return { row, shown: await shown(env, row.id, presented, state, row.expires_at - now) }
}
