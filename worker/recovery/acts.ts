/** The acts of a recovery up to its proof. Until then nothing that is known of any account is looked at. */
import type { Context } from 'hono'
import type { CodeSent, FaceCheck, FaceMethod } from '../../schema/challenges.ts'
import type { AnswerSlider, AnswerWords } from '../../schema/puzzle.ts'
import type { ProveMobile, StartRecovery } from '../../schema/recovery.ts'
import { followFace, linkOf, startFace } from '../challenges/face.ts'
import { checkCode, sendCode } from '../challenges/sms.ts'
import { useCode } from '../challenges/store.ts'
import { beginFlow, sealData } from '../flows/acts.ts'
import { advance } from '../flows/rules.ts'
import { moveOn, writeFlow } from '../flows/store.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { answerPuzzle, type Puzzle, putPuzzle } from '../puzzle/acts.ts'
import { current } from './current.ts'
import type { RecoveryError } from './refusal.ts'
import { steps } from './rules.ts'
import * as store from './store.ts'

type Answer<T> = Promise<Result<T, RecoveryError>>

/** Begins a recovery, whoever there is or is not. */
export async function startRecovery(c: Context<Env>, input: StartRecovery): Answer<{ token: string }> {
  const { success } = await c.env.LIMIT_ADDRESS.limit({ key: `recovery:${c.var.origin.network}` })
  if (!success) return fail('recovery_too_often')
  const flow = { kind: 'recovery', step: 'puzzle', data: input } as const
  return ok({ token: (await beginFlow(c.env, c.var.origin, c.var.now, flow)).token })
}

export async function askPuzzle(c: Context<Env>, kind: Puzzle['kind']): Answer<Puzzle> {
  const found = await current(c)
  if (!found.ok) return found
  const may = advance(steps, found.value, 'solve', c.var.now)
  return may.ok ? putPuzzle(c.env, c.var.now, found.value.id, kind) : may
}

/** A right answer takes the recovery on to its proof. */
export async function solve(c: Context<Env>, given: AnswerSlider | AnswerWords): Answer<void> {
  const found = await current(c)
  if (!found.ok) return found
  const to = advance(steps, found.value, 'solve', c.var.now)
  if (!to.ok) return to
  const { DB } = c.env
  const { id } = found.value
  const solved = [moveOn(DB, id, 'puzzle', to.value, c.var.now), mustChange(DB)]
  return answerPuzzle(c.env, c.var.now, id, given, solved)
}

/** Opens a face check for the person as typed. */
export async function askFace(c: Context<Env>, method: FaceMethod): Answer<FaceCheck> {
  const found = await current(c)
  if (!found.ok) return found
  const { id, expiresAt, typed } = found.value
  const may = advance(steps, found.value, 'ask_face', c.var.now)
  if (!may.ok) return may
  const flow = {
    ...{ owner: id, kind: 'recovery', expiresAt, returnUrl: `${c.env.ORIGIN}/recovery/proof` },
    // The unit's name is not said: it would tell a stranger what the credit code stands for.
    title: '重设单位账号的密码',
  }
  const started = await startFace(c.env, c.var.origin, c.var.now, flow, method, typed)
  return started.ok ? ok({ method, url: await linkOf(c.env, started.value), status: 'pending' }) : started
}

/** How the face check stands. A passed one has moved the recovery on to the new password. */
export async function readFace(c: Context<Env>): Answer<FaceCheck> {
  const found = await current(c)
  if (!found.ok) return found
  const { id } = found.value
  const passed = store.passFace(c.env.DB, id, c.var.now)
  const followed = await followFace(c.env, c.var.now, id, passed)
  if (!followed.ok) return followed
  const { face, status } = followed.value
  const check = { method: face.method, url: await linkOf(c.env, face), status }
  if (status === 'pending') return ok(check)
  return ok({ ...check, next: status === 'passed' ? '/recovery/password' : '/recovery/proof' })
}

/** Sends a code to the number typed, whether or not any account knows it. */
export async function sendProofCode(c: Context<Env>, mobile: string): Answer<CodeSent> {
  const found = await current(c)
  if (!found.ok) return found
  const may = advance(steps, found.value, 'send_code', c.var.now)
  return may.ok ? sendCode(c.env, c.var.origin, c.var.now, found.value.id, mobile) : may
}

/** Takes the code: from now on the recovery is proved by this mobile. */
export async function proveMobile(c: Context<Env>, { mobile, smsCode }: ProveMobile): Answer<void> {
  const found = await current(c)
  if (!found.ok) return found
  const { id, typed } = found.value
  const { DB } = c.env
  const { now } = c.var
  const to = advance(steps, found.value, 'prove_mobile', now)
  if (!to.ok) return to
  const code = await checkCode(c.env, now, id, mobile, smsCode)
  if (!code.ok) return code
  const done = await attempt(DB, [
    useCode(DB, code.value, now),
    mustChange(DB),
    writeFlow(DB, id, 'proof', await sealData(c.env, { ...typed, provedMobile: mobile }), now),
    mustChange(DB),
    moveOn(DB, id, 'proof', to.value, now),
    mustChange(DB),
  ])
  return done.ok ? ok(undefined) : fail('sms_code_used')
}
