/** Another mobile for signing in: the face first, then a code to the new number. */
import type { Context } from 'hono'
import type { CodeReason, CodeSent, FaceCheck, FaceMethod, FaceReason } from '../../schema/challenges.ts'
import type { ChangeMobile } from '../../schema/settings.ts'
import type { SettingsReason } from '../../schema/settings-refusals.ts'
import { followFace, linkOf, type Subject, startFace } from '../challenges/face.ts'
import { checkCode, sendCode } from '../challenges/sms.ts'
import { useCode } from '../challenges/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import type { PartnerFault } from '../partners/index.ts'
import { CHANGE_KIND, CHANGE_MS, type Change, mayGoOn } from './rules.ts'
import * as store from './store.ts'

export type MobileError = SettingsReason | FaceReason | CodeReason | PartnerFault
type Answer<T> = Promise<Result<T, MobileError>>

export const currentChange = (c: Context<Env>): Promise<Change | undefined> => {
  const { unitId, operatorId, sessionId } = c.var.operator
  return store.findChange(c.env.DB, unitId, operatorId, sessionId)
}

/** Whose face is asked for: the operator's own, as the unit's row has them. Undefined where no document is known. */
export async function subjectFor(env: Bindings, s: SignedIn): Promise<Subject | undefined> {
  const row = await store.readOperator(env.DB, s.unitId, s.operatorId)
  if (!row?.document_sealed || !row.document_type) return undefined
  const { open } = await sealer(env.SEALING_KEYS)
  return {
    documentType: row.document_type,
    documentNumber: await open(row.document_sealed, 'operator.document'),
    name: await open(row.name_sealed, 'operator.name'),
  }
}

/** Begins a change, unless one of this session is at its face already. */
async function changeAtFace(c: Context<Env>): Promise<Change> {
  const { now, operator } = c.var
  const running = mayGoOn(await currentChange(c), 'face', now)
  if (running.ok) return running.value
  const id = newId(now)
  const { unitId, operatorId, sessionId } = operator
  const expiresAt = now + CHANGE_MS
  await store.beginChange(c.env.DB, { unitId, operatorId, sessionId, id, now, expiresAt }).run()
  return { id, step: 'face', expiresAt }
}

export async function askFace(c: Context<Env>, method: FaceMethod): Answer<FaceCheck> {
  const subject = await subjectFor(c.env, c.var.operator)
  if (!subject) return fail('mobile_no_document')
  const { id, expiresAt } = await changeAtFace(c)
  const flow = {
    ...{ owner: id, kind: CHANGE_KIND, expiresAt, returnUrl: `${c.env.ORIGIN}/center/settings/mobile` },
    ...{ title: '修改单位账号的登录手机', unitName: c.var.operator.unit.name },
  }
  const started = await startFace(c.env, c.var.origin, c.var.now, flow, method, subject)
  return started.ok ? ok({ method, url: await linkOf(c.env, started.value), status: 'pending' }) : started
}

/** How the face check stands; a passed one has moved the change on to the new number. */
export async function readFace(c: Context<Env>): Answer<FaceCheck> {
  const change = await currentChange(c)
  // One that is done or too late asks for a face no more: the page begins anew.
  if (!change || change.step === 'done' || c.var.now >= change.expiresAt) return fail('face_not_started')
  const passed = store.passFace(c.env.DB, change.id, c.var.now)
  const followed = await followFace(c.env, c.var.now, change.id, passed)
  if (!followed.ok) return followed
  const { face, status } = followed.value
  const check = { method: face.method, url: await linkOf(c.env, face), status }
  if (status === 'pending') return ok(check)
  const next = status === 'passed' ? '/center/settings/mobile/number' : '/center/settings/mobile'
  return ok({ ...check, next })
}

/** Whether the operator may have this number. Another operator's is told, for it is the unit's own. */
async function judgeMobile(c: Context<Env>, mobile: string): Promise<Result<store.OwnRow, SettingsReason>> {
  const { unitId, operatorId } = c.var.operator
  const { indexes } = await sealer(c.env.SEALING_KEYS)
  const found = await indexes(mobile, 'mobile')
  const row = await store.readOperator(c.env.DB, unitId, operatorId)
  if (!row) return fail('settings_changed')
  if (row.mobile_index !== null && found.includes(row.mobile_index)) return fail('mobile_same')
  const other = await store.mobileOfOther(c.env.DB, unitId, operatorId, found)
  return other ? fail('mobile_of_other') : ok(row)
}

export async function sendMobileCode(c: Context<Env>, mobile: string): Answer<CodeSent> {
  const may = mayGoOn(await currentChange(c), 'number', c.var.now)
  if (!may.ok) return may
  const judged = await judgeMobile(c, mobile)
  return judged.ok ? sendCode(c.env, c.var.origin, c.var.now, may.value.id, mobile) : judged
}

/** Takes the code, and with it the number. */
export async function changeMobile(c: Context<Env>, { mobile, smsCode }: ChangeMobile): Answer<void> {
  const { env } = c
  const { now, origin, operator } = c.var
  const may = mayGoOn(await currentChange(c), 'number', now)
  if (!may.ok) return may
  const judged = await judgeMobile(c, mobile)
  if (!judged.ok) return judged
  const code = await checkCode(env, now, may.value.id, mobile, smsCode)
  if (!code.ok) return code
  const { unitId, operatorId: id } = operator
  const done = await attempt(env.DB, [
    useCode(env.DB, code.value, now),
    mustChange(env.DB),
    ...store.finishChange(env.DB, may.value.id, now),
    store.setMobile(env.DB, {
      unitId,
      id,
      was: judged.value,
      ...(await resealed(env, judged.value, mobile)),
    }),
    mustChange(env.DB),
    await audited(env, origin, now, {
      ...{ unitId, actor: `operator:${id}`, act: 'mobile_change', result: 'done' },
    }),
  ])
  if (done.ok) return ok(undefined)
  // Somebody was first: with this number, with this code, or with this change.
  const again = await judgeMobile(c, mobile)
  return fail(again.ok ? 'mobile_change_over' : again.error)
}

/** The whole row under the current key, with the new number. */
async function resealed(env: Bindings, row: store.OwnRow, mobile: string) {
  const { open, seal, index, indexes, keyId } = await sealer(env.SEALING_KEYS)
  const number = row.document_sealed && (await open(row.document_sealed, 'operator.document'))
  return {
    ...{ keyId, mobileIndex: await index(mobile, 'mobile'), mobileIndexes: await indexes(mobile, 'mobile') },
    mobileSealed: await seal(mobile, 'operator.mobile'),
    nameSealed: await seal(await open(row.name_sealed, 'operator.name'), 'operator.name'),
    documentIndex: number ? await index(number, 'document') : null,
    documentSealed: number ? await seal(number, 'operator.document') : null,
  }
}
