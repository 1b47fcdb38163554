/** The registration that a visitor is in the middle of: its cookie, its row and what was typed at step one. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { RegistrationKind, RegistrationReason, RegistrationStep } from '../../schema/registration.ts'
import type { Subject } from '../challenges/face.ts'
import type { Env } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { KEPT_MS, REGISTRATION_MS } from './rules.ts'
import * as store from './store.ts'

const COOKIE = '__Host-hall-registration'
export const DATA = 'registration.data'

/** Step one as it was typed; the unit's part only where a unit registers. */
export interface Typed extends Subject {
  creditCode?: string
  unitName?: string
}

export interface Current {
  id: string
  kind: RegistrationKind
  step: RegistrationStep
  expiresAt: number
  typed: Typed
  unitNumber?: string
}

export const setRegistrationCookie = (c: Context<Env>, token: string) =>
  setCookie(c, COOKIE, token, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: (REGISTRATION_MS + KEPT_MS) / 1000,
  })

/** The visitor's registration, running or over. */
export async function current(c: Context<Env>): Promise<Result<Current, RegistrationReason>> {
  const token = await readToken(getCookie(c, COOKIE))
  const row = token && (await store.findRegistration(c.env.DB, token.id))
  if (!row || !sameHash(row.secret_hash, token.secretHash)) return fail('registration_unknown')
  const { open } = await sealer(c.env.SEALING_KEYS)
  // Sealed under a key that has left the ring since: such a registration can only begin again.
  const data = await open(row.data_sealed, DATA).catch(() => undefined)
  if (data === undefined) return fail('registration_unknown')
  return ok({
    id: row.id,
    kind: row.kind,
    step: row.step,
    expiresAt: row.expires_at,
    typed: JSON.parse(data) as Typed,
    ...(row.outcome && { unitNumber: row.outcome }),
  })
}
