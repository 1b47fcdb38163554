/** A visitor's flow: beginning it, and finding it again by its cookie. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { FlowReason } from '../../schema/flow.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env, Origin } from '../lib/env.ts'
import { newToken, readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { FLOW_MS, KEPT_MS } from './rules.ts'
import * as store from './store.ts'

/** What a flow's sealed data is bound to. */
const DATA = 'flow.data'

/** One cookie each, so that a recovery does not end a registration in the same browser. */
export type FlowFamily = 'registration' | 'upgrade' | 'recovery'
const cookieOf = (family: FlowFamily) => `__Host-hall-${family}` as const

export const setFlowCookie = (c: Context<Env>, family: FlowFamily, token: string) =>
  setCookie(c, cookieOf(family), token, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: (FLOW_MS + KEPT_MS) / 1000,
  })

/** What a flow knows, sealed for its row. */
export async function sealData(env: Bindings, data: object): Promise<string> {
  return (await sealer(env.SEALING_KEYS)).seal(JSON.stringify(data), DATA)
}

/** Begins a flow at its first step after the one just done; the token goes into its cookie. */
export async function beginFlow(
  env: Bindings,
  origin: Origin,
  now: number,
  { kind, step, data }: { kind: store.FlowKind; step: string; data: object },
): Promise<{ id: string; token: string }> {
  const { id, token, secretHash } = await newToken(now)
  const entry = { actor: 'visitor', act: `${kind}_start`, subject: `flow:${id}`, result: 'done' }
  await env.DB.batch([
    store.insertFlow(env.DB, {
      ...{ id, secretHash, kind, step, now },
      ...{ dataSealed: await sealData(env, data), expiresAt: now + FLOW_MS },
    }),
    await audited(env, origin, now, { unitId: null, ...entry }),
  ])
  return { id, token }
}

export interface Flow<Data, Step extends string> {
  id: string
  kind: store.FlowKind
  step: Step
  expiresAt: number
  data: Data
  outcome: string | null
}

/** The visitor's flow of a family, running or over. */
export async function currentFlow<Data, Step extends string>(
  c: Context<Env>,
  family: FlowFamily,
): Promise<Result<Flow<Data, Step>, FlowReason>> {
  const token = await readToken(getCookie(c, cookieOf(family)))
  const row = token && (await store.findFlow(c.env.DB, token.id))
  if (!row || !sameHash(row.secret_hash, token.secretHash)) return fail('flow_unknown')
  const { open } = await sealer(c.env.SEALING_KEYS)
  // Sealed under a key that has left the ring since: such a flow can only begin again.
  const data = await open(row.data_sealed, DATA).catch(() => undefined)
  if (data === undefined) return fail('flow_unknown')
  const { id, kind, step, expires_at: expiresAt, outcome } = row
  return ok({ id, kind, step: step as Step, expiresAt, outcome, data: JSON.parse(data) as Data })
}
