/** The pages of the legacy upgrade: the notice, then five steps, every one a plain form that works without a script. */
import { Hono } from 'hono'
import type { CodeSent } from '../../schema/challenges.ts'
import {
  CheckAccount,
  ChooseHall,
  ChooseUnit,
  ConfirmRepresentative,
  SendAdministratorCode,
  SetAdministrator,
} from '../../schema/upgrade.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { flowExpired } from '../lib/page/flow-expired.tsx'
import { view } from '../lib/page/view.tsx'
import { typedText } from '../lib/typed-text.ts'
import { checkAccount, chooseHall, chooseUnit, confirmRepresentative } from './acts.ts'
import { sendAdministratorCode } from './administrator.ts'
import { refuse } from './api.ts'
import { setAdministrator } from './complete.ts'
import { accountPage, administratorPage, representativePage, unitPage } from './draw.tsx'
import { donePage, hallPage } from './ends.tsx'
import { BeforeUpgrade, TITLE } from './page.tsx'

export const upgradeRoutes = new Hono<Env>()
  .get('/upgrade', allow('anyone'), (c) => view(c, { title: TITLE }, <BeforeUpgrade />))

  .get('/upgrade/hall', allow('anyone'), (c) => hallPage(c))
  .post(
    '/upgrade/hall',
    allow('anyone'),
    body(ChooseHall, (c, errors) => hallPage(c, { errors, status: 422 })),
    async (c) => {
      const begun = await chooseHall(c, c.req.valid('json').hall)
      return begun.ok ? c.redirect('/upgrade/account', 303) : hallPage(c, { refused: begun.error })
    },
  )

  .get('/upgrade/account', allow('anyone'), (c) => accountPage(c))
  .post(
    '/upgrade/account',
    allow('anyone'),
    body(CheckAccount, (c, errors, values) =>
      accountPage(c, { values: typedText(values), errors, status: 422 }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const checked = await checkAccount(c, input)
      return checked.ok
        ? c.redirect(`/upgrade/${checked.value.step}`, 303)
        : accountPage(c, { values: typedText(input), refused: checked.error })
    },
  )

  .get('/upgrade/unit', allow('anyone'), (c) => unitPage(c))
  .post(
    '/upgrade/unit',
    allow('anyone'),
    body(ChooseUnit, (c, errors, values) => unitPage(c, { values: typedText(values), errors, status: 422 })),
    async (c) => {
      const input = c.req.valid('json')
      const chosen = await chooseUnit(c, input.unitCode)
      return chosen.ok
        ? c.redirect('/upgrade/representative', 303)
        : unitPage(c, { values: typedText(input), refused: chosen.error })
    },
  )

  .get('/upgrade/representative', allow('anyone'), (c) => representativePage(c))
  .post(
    '/upgrade/representative',
    allow('anyone'),
    body(ConfirmRepresentative, (c, errors, values) =>
      representativePage(c, { values: typedText(values), errors, status: 422 }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const confirmed = await confirmRepresentative(c, input)
      return confirmed.ok
        ? c.redirect('/upgrade/administrator', 303)
        : representativePage(c, { values: typedText(input), refused: confirmed.error })
    },
  )

  .get('/upgrade/administrator', allow('anyone'), (c) => administratorPage(c))
  // Where the page stands after a code was sent without a script; opened again, it is the step itself.
  .get('/upgrade/administrator/sms', allow('anyone'), (c) => c.redirect('/upgrade/administrator', 303))
  .post(
    '/upgrade/administrator/sms',
    allow('anyone'),
    body(SendAdministratorCode, (c, errors, values) =>
      administratorPage(c, { values: typedText(values), errors, status: 422 }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const sent = await sendAdministratorCode(c, input)
      if (c.req.header('content-type')?.startsWith('application/json'))
        return sent.ok ? c.json(sent.value satisfies CodeSent, 202) : refuse(c, sent.error)
      return administratorPage(c, {
        values: typedText(input),
        ...(sent.ok ? { sent: true } : { refused: sent.error }),
      })
    },
  )
  .post(
    '/upgrade/administrator',
    allow('anyone'),
    body(SetAdministrator, (c, errors, values) =>
      administratorPage(c, { values: typedText(values), errors, status: 422 }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const made = await setAdministrator(c, input)
      return made.ok
        ? c.redirect('/upgrade/done', 303)
        : administratorPage(c, { values: typedText(input), refused: made.error })
    },
  )

  .get('/upgrade/done', allow('anyone'), (c) => donePage(c))
  .get('/upgrade/expired', allow('anyone'), (c) => flowExpired(c, '/upgrade/hall'))
