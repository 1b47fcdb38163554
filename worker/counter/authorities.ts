/** Adding, changing, stopping certificate authorities of the trust list; each act audited with who did it. */

import type { AuthorityProblem } from '../../schema/ca-trust.ts'
import type { AddAuthority, ChangeAuthority, OfferCertificate } from '../../schema/counter-authorities.ts'
import { type AuthorityPreview, previewAuthority } from '../ca/trust.ts'
import * as store from '../ca/trust-store.ts'
import { audited } from '../lib/audit.ts'
import { fromBase64, utf8 } from '../lib/bytes.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Acting } from './clients.ts'

const entry = ({ env, origin, now, clerk }: Acting, act: string, id: string) =>
  audited(env, origin, now, {
    ...{ unitId: null, actor: `clerk:${clerk.clerkId}`, act, subject: `ca_authority:${id}`, result: 'done' },
  })

export interface Offered extends AuthorityPreview {
  /** The CA above it, as the list calls it; none above a root. */
  issuerName: string | undefined
}

async function preview({ env, now }: Acting, file: Uint8Array): Promise<Result<Offered, AuthorityProblem>> {
  const read = await previewAuthority(env.DB, file, now)
  if (!read.ok) return read
  const { kind, issuerHash, fingerprint } = read.value
  const listed = await store.listAuthorities(env.DB)
  if (listed.some((one) => one.stopped_at === null && one.fingerprint === fingerprint))
    return fail('authority_listed')
  const above = kind === 'intermediate' && listed.find(({ subject_hash }) => subject_hash === issuerHash)
  return ok({ ...read.value, issuerName: above ? above.name : undefined })
}

/** What an administrator offers, to be compared with what the CA published. */
export const offerAuthority = async (acting: Acting, { file, pem }: OfferCertificate) =>
  preview(acting, file ? new Uint8Array(await file.arrayBuffer()) : utf8(pem))

/** What was shown before, when the form beside it comes back with something wrong. */
export const offeredAgain = async (acting: Acting, certificate: string) =>
  preview(acting, decoded(certificate) ?? new Uint8Array())

const settingsOf = (input: ChangeAuthority) => ({
  ...{ name: input.authorityName, profile: input.profile, freshHours: input.freshHours },
  ...{ ocspUrl: input.ocspUrl || null, crlUrl: input.crlUrl || null },
  localClient: input.localClient === 'yes',
})

/** Reads the certificate anew and lists its CA. */
export async function addAuthority(
  acting: Acting,
  input: AddAuthority,
): Promise<Result<string, AuthorityProblem>> {
  const { DB } = acting.env
  const read = await offeredAgain(acting, input.certificate)
  if (!read.ok) return read
  const { subject: _, key: __, notBefore: ___, issuerName: ____, ...row } = read.value
  const id = newId(acting.now)
  const added = await attempt(DB, [
    store.insertAuthority(DB, { id, ...row, ...settingsOf(input), now: acting.now }),
    mustChange(DB),
    await entry(acting, 'authority_add', id),
  ])
  // The list changed meanwhile: what it now says of this certificate.
  if (added.ok) return ok(id)
  const again = await offeredAgain(acting, input.certificate)
  return fail(again.ok ? 'authority_listed' : again.error)
}

function decoded(certificate: string): Uint8Array | undefined {
  try {
    return fromBase64(certificate)
  } catch {
    return undefined
  }
}

/** False where it is stopped, or not there. */
export async function changeAuthority(acting: Acting, id: string, input: ChangeAuthority): Promise<boolean> {
  const { DB } = acting.env
  const done = await attempt(DB, [
    store.changeAuthority(DB, id, settingsOf(input)),
    mustChange(DB),
    await entry(acting, 'authority_change', id),
  ])
  return done.ok
}

/** Stops one, or lets it count again; false where it stood so already, or may not. */
export async function switchAuthority(acting: Acting, id: string, to: 'stop' | 'resume'): Promise<boolean> {
  const { DB } = acting.env
  const switched = to === 'stop' ? store.stopAuthority : store.resumeAuthority
  const done = await attempt(DB, [
    switched(DB, id, acting.now),
    mustChange(DB),
    await entry(acting, `authority_${to}`, id),
  ])
  return done.ok
}

export async function findListed(db: D1Database, id: string): Promise<store.ListedAuthority | undefined> {
  const listed = await store.listAuthorities(db)
  return listed.find((one) => one.id === id)
}
