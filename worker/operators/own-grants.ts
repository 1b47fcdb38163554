/** A person confirms in the hall what a unit grants them: the face first, then a password of their own for that unit. */
import type { Context } from 'hono'
import { type FaceCheck, type FaceMethod, type FaceReason, faceRefusals } from '../../schema/challenges.ts'
import { type OwnGrantReason, ownGrantRefusals } from '../../schema/own-grants.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { followFace, linkOf, type Subject, startFace } from '../challenges/face.ts'
import { FLOW_MS } from '../flows/rules.ts'
import type { Env } from '../lib/env.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type PartnerFault, partnerMessage } from '../partners/index.ts'
import { readPerson } from '../people/store.ts'
import { type By, confirm, ownOffer } from './confirm.ts'
import * as store from './confirmation-store.ts'
import type { OfferRow } from './offer-store.ts'

export const GRANTS = '/person/grants'

export type OwnGrantError = OwnGrantReason | FaceReason | PartnerFault
type Answer<T> = Promise<Result<T, OwnGrantError>>

export const refusals = { ...ownGrantRefusals, ...faceRefusals } as const satisfies Record<string, Refusal>

export function refusalOf(error: OwnGrantError): { reason: string; refusal: Refusal } {
  if (typeof error === 'string') return { reason: error, refusal: refusals[error] }
  return { reason: `${error.partner}_${error.kind}`, refusal: { status: 502, text: partnerMessage(error) } }
}

export const byPerson = ({ env, var: { origin, now, person } }: Context<Env>): By => ({
  ...{ env, origin, now, personId: person.personId },
})

/** Whose face is asked for: the person's own. */
export async function subjectFor(c: Context<Env>): Promise<Subject> {
  const row = await readPerson(c.env.DB, c.var.person.personId)
  if (!row) throw new Error('whoever is signed in is there')
  const { open } = await sealer(c.env.SEALING_KEYS)
  return {
    documentType: row.document_type,
    documentNumber: await open(row.document_sealed, 'person.document'),
    name: await open(row.name_sealed, 'person.name'),
  }
}

/** The confirmation of this session and offer, where it stands at this step and its time is not over. */
export async function confirmationAt(
  c: Context<Env>,
  offerId: string,
  step: store.ConfirmationStep,
): Promise<Result<store.Confirmation, OwnGrantReason>> {
  const { personId, sessionId } = c.var.person
  const found = await store.findConfirmation(c.env.DB, personId, sessionId)
  const holds = found?.offerId === offerId && found.step === step && c.var.now < found.expiresAt
  return found && holds ? ok(found) : fail('grant_confirmation_over')
}

/** Begins one, unless this session is at the face of the same offer already. */
async function atFace(c: Context<Env>, offerId: string): Promise<store.Confirmation> {
  const running = await confirmationAt(c, offerId, 'face')
  if (running.ok) return running.value
  const { now, person } = c.var
  const id = newId(now)
  const expiresAt = now + FLOW_MS
  const { personId, sessionId } = person
  await store.beginConfirmation(c.env.DB, { personId, id, offerId, sessionId, now, expiresAt }).run()
  return { id, offerId, step: 'face', expiresAt }
}

export async function askFace(c: Context<Env>, offer: OfferRow, method: FaceMethod): Answer<FaceCheck> {
  const { id, expiresAt } = await atFace(c, offer.id)
  const flow = {
    ...{ owner: id, kind: store.CONFIRMATION_KIND, expiresAt },
    returnUrl: `${c.env.ORIGIN}${GRANTS}/${offer.id}`,
    ...{ title: '确认单位给您的授权', unitName: offer.unit_name },
  }
  const started = await startFace(c.env, c.var.origin, c.var.now, flow, method, await subjectFor(c))
  return started.ok ? ok({ method, url: await linkOf(c.env, started.value), status: 'pending' }) : started
}

/**
 * How the face check of this session's confirmation stands, on the page of `offerId` if one is given; a passed one has
 * moved it on to the password.
 */
export async function readFace(c: Context<Env>, offerId?: string): Answer<FaceCheck> {
  const { personId, sessionId } = c.var.person
  const found = await store.findConfirmation(c.env.DB, personId, sessionId)
  const other = found && offerId !== undefined && found.offerId !== offerId
  if (!found || other || found.step === 'done' || c.var.now >= found.expiresAt)
    return fail('face_not_started')
  const passed = store.passFace(c.env.DB, found.id, c.var.now)
  const followed = await followFace(c.env, c.var.now, found.id, passed)
  if (!followed.ok) return followed
  const { face, status } = followed.value
  const check = { method: face.method, url: await linkOf(c.env, face), status }
  if (status === 'pending') return ok(check)
  const page = `${GRANTS}/${found.offerId}`
  return ok({ ...check, next: status === 'passed' ? `${page}/password` : page })
}

/** Makes the person an operator, with this password; the face that was proved is used up by it. */
export async function confirmOwn(c: Context<Env>, offerId: string, password: string): Answer<OfferRow> {
  const at = await confirmationAt(c, offerId, 'password')
  if (!at.ok) return at
  const used = store.finishConfirmation(c.env.DB, at.value.id, c.var.now)
  return confirm(byPerson(c), offerId, password, used)
}

export const offerFor = (c: Context<Env>, id: string): Promise<OfferRow | undefined> =>
  ownOffer(byPerson(c), id)
