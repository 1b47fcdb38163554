/** The app API: what a person does in the app itself, without a code of the hall's pages. */
import { type Context, Hono } from 'hono'
import {
  appPasswordRefusals,
  appUnitRefusals,
  PasswordSet,
  RegisterUnitInApp,
  SetPasswordInApp,
  UnitRegistered,
} from '../../schema/app-acts.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { allowClient } from '../oidc/allow-client.ts'
import { registerUnit } from './register-unit.ts'
import { setPassword } from './set-password.ts'

const callerOf = ({ env, var: { now, client } }: Context<Env>) => ({ env, now, client })

export const appActsApi = new Hono<Env>()
  .post(
    '/passwords',
    allowClient('app'),
    answers(
      'Set, change or recover the password of a person for a unit of theirs; all their sessions for it end',
      { 200: PasswordSet },
      appPasswordRefusals,
    ),
    body(SetPasswordInApp),
    async (c) => {
      const set = await setPassword(callerOf(c), c.var.origin, c.req.valid('json'))
      return set.ok ? c.json(set.value) : problem(c, appPasswordRefusals, set.error)
    },
  )
  .post(
    '/units',
    allowClient('app'),
    answers(
      'Register the unit whose legal representative the person is; a credit code is registered once, so that a second try answers unit_registered',
      { 201: UnitRegistered },
      appUnitRefusals,
    ),
    body(RegisterUnitInApp),
    async (c) => {
      const made = await registerUnit(callerOf(c), c.var.origin, c.req.valid('json'))
      return made.ok ? c.json(made.value, 201) : problem(c, appUnitRefusals, made.error)
    },
  )
