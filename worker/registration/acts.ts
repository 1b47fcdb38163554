/** The acts of steps two and three, for whoever holds the registration's cookie. */
import type { Context } from 'hono'
import type { CodeSent, FaceCheck, FaceMethod } from '../../schema/challenges.ts'
import type { SetAccount } from '../../schema/registration.ts'
import { followFace, linkOf, startFace } from '../challenges/face.ts'
import { sendCode } from '../challenges/sms.ts'
import { advance } from '../flows/rules.ts'
import type { Env } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { complete } from './complete.ts'
import { type Current, current } from './current.ts'
import type { RegistrationError } from './refusal.ts'
import { steps } from './rules.ts'
import * as store from './store.ts'

type Answer<T> = Promise<Result<T, RegistrationError>>

/** Opens a face check for the person of step one. */
export async function askFace(c: Context<Env>, method: FaceMethod): Answer<FaceCheck> {
  const found = await current(c)
  if (!found.ok) return found
  const { id, expiresAt, typed } = found.value
  const may = advance(steps, found.value, 'ask_face', c.var.now)
  if (!may.ok) return may
  const flow = {
    owner: id,
    kind: `register_${found.value.kind}` as const,
    expiresAt,
    returnUrl: `${c.env.ORIGIN}/register/face`,
    title: found.value.kind === 'unit' ? '以法定代表人身份注册单位' : '注册个人账号',
    ...(typed.unitName && { unitName: typed.unitName }),
  }
  const started = await startFace(c.env, c.var.origin, c.var.now, flow, method, typed)
  return started.ok ? ok({ method, url: await linkOf(c.env, started.value), status: 'pending' }) : started
}

/** How the face check stands. A passed one has moved the registration on to step three. */
export async function readFace(c: Context<Env>): Answer<FaceCheck> {
  const found = await current(c)
  if (!found.ok) return found
  const { id } = found.value
  const db = c.env.DB
  const followed = await followFace(c.env, c.var.now, id, store.passFace(db, id, c.var.now))
  if (!followed.ok) return followed
  const { face, status } = followed.value
  const { method } = face
  const url = await linkOf(c.env, face)
  if (status === 'pending') return ok({ method, url, status })
  return ok({ method, url, status, next: status === 'passed' ? '/register/account' : '/register/face' })
}

/** Sends the code of step three. */
export async function sendAccountCode(c: Context<Env>, mobile: string): Answer<CodeSent> {
  const found = await current(c)
  if (!found.ok) return found
  const may = advance(steps, found.value, 'send_code', c.var.now)
  return may.ok ? sendCode(c.env, c.var.origin, c.var.now, found.value.id, mobile) : may
}

/** Finishes the registration; answers it as it then is. */
export async function setAccount(c: Context<Env>, input: SetAccount): Answer<Current> {
  const found = await current(c)
  if (!found.ok) return found
  const done = await complete(c.env, c.var.origin, c.var.now, found.value, input)
  return done.ok ? ok({ ...found.value, step: 'done', ...done.value }) : fail(done.error)
}
