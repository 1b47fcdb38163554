/** The app API: grants that wait for a person, confirmed or declined by them with their face. */
import { type Context, Hono } from 'hono'
import { appRefusals, ListGrants } from '../../schema/app.ts'
import {
  appGrantRefusals,
  ConfirmGrant,
  DeclineGrant,
  GrantSettled,
  MyGrants,
} from '../../schema/app-grants.ts'
import { itemName } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { allowClient } from '../oidc/allow-client.ts'
import { type By, confirm, decline } from '../operators/confirm.ts'
import { type OfferRow, offersTo } from '../operators/offer-store.ts'
import { readAssertion } from './assertion.ts'
import { registered } from './person.ts'
import { inApp, provedPerson } from './proved.ts'

const shown = (row: OfferRow) => ({
  ...{ unitName: row.unit_name, unitNumber: row.unit_number, role: row.role },
  items: row.scope === null ? null : (JSON.parse(row.scope) as string[]).map(itemName),
  firstDay: dayInChina(row.acts_from),
  lastDay: dayInChina(row.acts_until - 1),
  expiresAt: new Date(row.expires_at).toISOString(),
})

/** The person behind the assertion, and the id of what that unit offers them; '' where it offers nothing. */
async function proved(
  c: Context<Env>,
  act: 'confirm_grant' | 'decline_grant',
  { personAssertion, unitNumber }: DeclineGrant,
) {
  const { env } = c
  const { now, client, origin } = c.var
  const person = await provedPerson({ env, now, client }, { act, unit: unitNumber }, personAssertion)
  if (!person.ok) return person
  const by: By = { env, origin: inApp(origin), now, personId: person.value.row.id }
  const offers = await offersTo(env.DB, by.personId, now)
  const id = offers.find((one) => one.unit_number === unitNumber)?.id ?? ''
  return { ok: true as const, value: { by, id } }
}

export const appGrantsApi = new Hono<Env>()
  .post(
    '/my-grants',
    allowClient('app'),
    answers('Grants that wait for the person; `act` is `list_grants`', { 200: MyGrants }, appRefusals),
    body(ListGrants),
    async (c) => {
      const { env, var: own } = c
      const { personAssertion } = c.req.valid('json')
      const asserted = await readAssertion(env, own.now, own.client, { act: 'list_grants' }, personAssertion)
      if (!asserted.ok) return problem(c, appRefusals, asserted.error)
      const person = await registered(env, asserted.value.person)
      if (!person.ok) return problem(c, appRefusals, person.error)
      const grants = (await offersTo(env.DB, person.value.id, own.now)).map(shown)
      return c.json({ grants } satisfies MyGrants)
    },
  )
  .post(
    '/grants/confirm',
    allowClient('app'),
    answers(
      'Confirm what a unit granted, and set the password to sign in for it; the person acts for the unit from then on',
      { 200: GrantSettled },
      appGrantRefusals,
    ),
    body(ConfirmGrant),
    async (c) => {
      const input = c.req.valid('json')
      const found = await proved(c, 'confirm_grant', input)
      if (!found.ok) return problem(c, appGrantRefusals, found.error)
      const done = await confirm(found.value.by, found.value.id, input.password)
      if (!done.ok) return problem(c, appGrantRefusals, done.error)
      return c.json({ unitName: done.value.unit_name, unitNumber: done.value.unit_number })
    },
  )
  .post(
    '/grants/decline',
    allowClient('app'),
    answers('Decline what a unit granted; the unit sees it', { 200: GrantSettled }, appGrantRefusals),
    body(DeclineGrant),
    async (c) => {
      const found = await proved(c, 'decline_grant', c.req.valid('json'))
      if (!found.ok) return problem(c, appGrantRefusals, found.error)
      const done = await decline(found.value.by, found.value.id)
      if (!done.ok) return problem(c, appGrantRefusals, done.error)
      return c.json({ unitName: done.value.unit_name, unitNumber: done.value.unit_number })
    },
  )
