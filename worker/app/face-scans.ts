/** A face that the app verifies for a page of the hall. */
import type { AppReason } from '../../schema/app.ts'
import { faceOf, type Subject, settle } from '../challenges/face.ts'
import type { FaceRow } from '../challenges/store.ts'
import type { Bindings } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { Asserted } from './assertion.ts'
import { whenPassed } from './faces.ts'

/** Whether this is the person whose face the check waits for, by document and name. */
async function isAsked(env: Bindings, face: FaceRow, person: Subject): Promise<boolean> {
  const { indexes } = await sealer(env.SEALING_KEYS)
  return (await indexes(faceOf(person), 'face')).includes(face.subject_index)
}

export async function confirmFace(
  env: Bindings,
  now: number,
  face: FaceRow,
  { person, amr }: Asserted,
): Promise<Result<'passed', AppReason>> {
  if (!amr.includes('face')) return fail('app_face_needed')
  const same = await isAsked(env, face, person)
  const status = same ? 'passed' : 'other_person'
  const done = await settle(env, now, face.id, status, whenPassed(env.DB, face, now))
  if (!done) return fail('scan_settled')
  return same ? ok('passed') : fail('scan_other_person')
}

/** A stranger's no is no answer: whoever got hold of the code cannot use up the tries of whom it is for. */
export async function refuseFace<Why extends 'cancelled' | 'failed'>(
  env: Bindings,
  now: number,
  face: FaceRow,
  { person }: Asserted,
  why: Why,
): Promise<Result<Why, AppReason>> {
  if (!(await isAsked(env, face, person))) return fail('scan_other_person')
  return (await settle(env, now, face.id, why, [])) ? ok(why) : fail('scan_settled')
}
