/** The legacy upgrade as JSON, step by step. The cookie carries which one. */
import { type Context, Hono } from 'hono'
import { CodeSent } from '../../schema/challenges.ts'
import {
  CheckAccount,
  ChooseHall,
  ChooseUnit,
  ConfirmRepresentative,
  SendAdministratorCode,
  SetAdministrator,
  Upgrade,
} from '../../schema/upgrade.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { partnerRefusals } from '../partners/index.ts'
import { checkAccount, chooseHall, chooseUnit, confirmRepresentative } from './acts.ts'
import { sendAdministratorCode } from './administrator.ts'
import { setAdministrator } from './complete.ts'
import { type Current, current } from './current.ts'
import { refusalOf, refusals, type UpgradeError } from './refusal.ts'

const shown = ({ hall, step, expiresAt, unit, unitNumber }: Current): Upgrade => ({
  ...{ hall, step, expiresAt: new Date(expiresAt).toISOString() },
  ...(unit && {
    unit: { unitName: unit.unitName, creditCode: unit.creditCode, representative: unit.representative },
  }),
  ...(unitNumber && { unitNumber }),
})

export function refuse(c: Context<Env>, error: UpgradeError) {
  const { reason, refusal } = refusalOf(error)
  return problem(c, { [reason]: refusal }, reason)
}

const withOldHall = { ...refusals, ...partnerRefusals('legacy') }

export const upgradeApi = new Hono<Env>()
  .post(
    '/',
    allow('anyone'),
    answers('Begin the upgrade of an account of one of the old halls', { 201: Upgrade }, refusals),
    body(ChooseHall),
    async (c) => {
      const begun = await chooseHall(c, c.req.valid('json').hall)
      return begun.ok ? c.json(shown(begun.value), 201) : refuse(c, begun.error)
    },
  )
  .get(
    '/current',
    allow('anyone'),
    answers('Where the running upgrade stands', { 200: Upgrade }, refusals),
    async (c) => {
      const found = await current(c)
      return found.ok ? c.json(shown(found.value)) : refuse(c, found.error)
    },
  )
  .post(
    '/current/account',
    allow('anyone'),
    answers('Have the old hall check user name and password; kept by nobody', { 200: Upgrade }, withOldHall),
    body(CheckAccount),
    async (c) => {
      const checked = await checkAccount(c, c.req.valid('json'))
      return checked.ok ? c.json(shown(checked.value)) : refuse(c, checked.error)
    },
  )
  .post(
    '/current/unit',
    allow('anyone'),
    answers('Say which unit, where the account holds several', { 200: Upgrade }, refusals),
    body(ChooseUnit),
    async (c) => {
      const chosen = await chooseUnit(c, c.req.valid('json').unitCode)
      return chosen.ok ? c.json(shown(chosen.value)) : refuse(c, chosen.error)
    },
  )
  .post(
    '/current/representative',
    allow('anyone'),
    answers(
      'Confirm the legal representative by the full document number, and give their mobile',
      { 200: Upgrade },
      withOldHall,
    ),
    body(ConfirmRepresentative),
    async (c) => {
      const confirmed = await confirmRepresentative(c, c.req.valid('json'))
      return confirmed.ok ? c.json(shown(confirmed.value)) : refuse(c, confirmed.error)
    },
  )
  .post(
    '/current/sms',
    allow('anyone'),
    answers(
      'Send a code to the administrator, a registered person of just this data',
      { 202: CodeSent },
      { ...refusals, ...partnerRefusals('sms') },
    ),
    body(SendAdministratorCode),
    async (c) => {
      const sent = await sendAdministratorCode(c, c.req.valid('json'))
      return sent.ok ? c.json(sent.value, 202) : refuse(c, sent.error)
    },
  )
  .post(
    '/current/administrator',
    allow('anyone'),
    answers('Set the administrator: the unit exists after this', { 201: Upgrade }, refusals),
    body(SetAdministrator),
    async (c) => {
      const made = await setAdministrator(c, c.req.valid('json'))
      return made.ok ? c.json(shown(made.value), 201) : refuse(c, made.error)
    },
  )
