/** Face checks: opening one with Alipay or the government app, and following it to its end. */
import type { FaceMethod, FaceReason, FaceStatus } from '../../schema/challenges.ts'
import { comparableName } from '../../schema/fields/person-name.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type PartnerFault, partners } from '../partners/index.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

export interface Subject {
  name: string
  documentType: string
  documentNumber: string
}

const IDENTITY_CARD = '01'

/** The ways that know this kind of document: Alipay takes identity cards only. */
export const methodsFor = (documentType: string): FaceMethod[] =>
  documentType === IDENTITY_CARD ? ['alipay', 'app'] : ['app']

/** How a person's document is told from every other without being stored: type and number together. */
export const subjectOf = ({ documentType, documentNumber }: Subject) => `${documentType}|${documentNumber}`

/** Whose face is expected: the document and the name on it, whatever way the name is spelled. */
export const faceOf = (subject: Subject) => `${subjectOf(subject)}|${comparableName(subject.name)}`

/** What somebody is told who is asked for their face: the code may have been sent to them by a stranger. */
export interface Asks {
  title: string
  unitName?: string
  device: string
  place: string
}

export interface Flow extends Pick<Asks, 'title' | 'unitName'> {
  owner: string
  /** Its kind, which says what a passed face means (worker/app/faces.ts). */
  kind: string
  expiresAt: number
  returnUrl: string
}

/** Opens a check for a flow; what it answers with is what the QR code holds. */
export async function startFace(
  env: Bindings,
  origin: Origin,
  now: number,
  flow: Flow,
  method: FaceMethod,
  subject: Subject,
): Promise<Result<store.FaceRow, FaceReason | PartnerFault>> {
  if (!methodsFor(subject.documentType).includes(method)) return fail('face_card_only')
  const { success } = await env.LIMIT_ADDRESS.limit({ key: `face:${origin.network}` })
  if (!success) return fail('face_too_often')

  const { index } = await sealer(env.SEALING_KEYS)
  const id = newId(now)
  const subjectIndex = await index(faceOf(subject), 'face')
  const { owner, kind, expiresAt, returnUrl, title, unitName } = flow
  const asks: Asks = { title, ...(unitName && { unitName }), device: origin.device, place: origin.place }
  const face = { id, owner, flow: kind, method, subjectIndex, asks: JSON.stringify(asks), now, expiresAt }
  const opened = await attempt(env.DB, [store.openFace(env.DB, face), mustChange(env.DB)])
  if (!opened.ok) return fail('face_flow_spent')

  const started =
    method === 'app'
      ? ok({ ticket: '', url: `${env.ORIGIN}/app/scan/${await scanCode(env, id)}` })
      : await partners(env).face.start(subject, id, returnUrl)
  if (!started.ok) {
    await store.releaseFace(env.DB, id).run()
    return started
  }
  const { ticket, url } = started.value
  await store.fillFace(env.DB, id, ticket, url).run()
  return ok({
    ...face,
    subject_index: subjectIndex,
    expires_at: expiresAt,
    ticket,
    url,
    status: 'pending',
  })
}

/**
 * How a flow's latest check stands; asks Alipay when it is time to. `whenPassed` joins the batch that
 * settles a passed check, so that the flow moves on with it or not at all.
 */
export async function followFace(
  env: Bindings,
  now: number,
  owner: string,
  whenPassed: D1PreparedStatement[],
): Promise<Result<{ face: store.FaceRow; status: FaceStatus }, FaceReason | PartnerFault>> {
  const face = await store.latestFace(env.DB, owner)
  if (!face) return fail('face_not_started')
  const status = rules.faceStatus(face.status, face.expires_at, now)
  const ask =
    status === 'pending' &&
    face.method === 'alipay' &&
    (await store.claimAsking(env.DB, face.id, now, rules.ASK_EVERY_MS))
  if (!ask) return ok({ face, status })

  const outcome = await partners(env).face.outcome(face.ticket)
  if (!outcome.ok) return outcome
  if (outcome.value === 'pending') return ok({ face, status })
  const settled = outcome.value === 'not_same_person' ? 'other_person' : outcome.value
  const done = await settle(env, now, face.id, settled, whenPassed)
  return ok({ face, status: done ? settled : status })
}

/** Settles a check once; false when it was settled or expired before. */
export async function settle(
  env: Bindings,
  now: number,
  id: string,
  status: 'passed' | 'failed' | 'cancelled' | 'other_person',
  whenPassed: D1PreparedStatement[],
): Promise<boolean> {
  const statements = [store.settleFace(env.DB, id, status, now), mustChange(env.DB)]
  const moved = await attempt(env.DB, status === 'passed' ? [...statements, ...whenPassed] : statements)
  return moved.ok
}

/**
 * What the QR code holds. Alipay's own signed address is 700 characters, which a phone reads badly from an office
 * screen, so ours leads there, by a page that says who asks (routes.tsx).
 */
export const linkOf = async (env: Bindings, { id, method, url }: store.FaceRow) =>
  method === 'alipay' ? `${env.ORIGIN}/face/${await scanCode(env, id)}` : url

const SCAN = /^([0-9a-z]{26})\.([\w-]{43})$/

/** What a QR code of ours carries: the check's id and a proof that we made it, good as long as the check waits. */
async function scanCode(env: Bindings, id: string): Promise<string> {
  const { mac } = await sealer(env.SEALING_KEYS)
  return `${id}.${await mac(id, 'scan')}`
}

/** The check behind a scanned code; undefined for a code that we did not make. */
export async function findScan(env: Bindings, code: string): Promise<store.FaceRow | undefined> {
  const [, id, proof] = SCAN.exec(code) ?? []
  if (!id || !proof) return undefined
  const { mac } = await sealer(env.SEALING_KEYS)
  return sameHash(proof, await mac(id, 'scan'))
    ? ((await store.findFace(env.DB, id)) ?? undefined)
    : undefined
}
