/** Institutions: the unit's list and acts, an institution's own centre. The counter's part is counter-routes.tsx. */
import { type Context, Hono } from 'hono'
import {
  InstitutionRenewed,
  institutionSessionRefusals,
  SetAdministrator,
} from '../../schema/institutions.ts'
import { newPasswordRefusals } from '../../schema/passwords.ts'
import { ChangePassword } from '../../schema/settings.ts'
import { settingsRefusals } from '../../schema/settings-refusals.ts'
import { allowInstitution, allowOperator } from '../lib/allow.ts'
import { audited } from '../lib/audit.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { dropInstitutionCookie, setInstitutionCookie } from '../lib/institution-session.ts'
import { answers } from '../lib/route.ts'
import { typedText } from '../lib/typed-text.ts'
import { IDLE_MS } from '../session/rules.ts'
import { counterInstitutionRoutes } from './counter-routes.tsx'
import {
  administratorPage,
  because,
  listPage,
  ownPage,
  ownPasswordPage,
  refused,
  resetPage,
} from './draw.tsx'
import { changeAdministrator, manageable, openInstitution, resetPassword } from './manage.ts'
import { LIST, OWN } from './page.tsx'
import { setOwnPassword } from './password.ts'
import { endSession, touchSession } from './session-store.ts'
import type { InstitutionRow } from './store.ts'

const me = (c: Context<Env>) => [c.env, c.var.origin, c.var.now, c.var.operator] as const
const asked = (c: Context<Env>) => manageable(c.env, c.var.now, c.var.operator, c.req.query('id') ?? '')

/** Opening and changing are one kind of page: who is to administer the institution. */
const ACTS = { open: openInstitution, change: changeAdministrator } as const
type Act = keyof typeof ACTS

/** The page asks only for what can be done as things stand. */
const fits = (act: Act, row: InstitutionRow) => (act === 'open') === (row.administrator_id === null)
const misfit = { open: 'institution_open_already', change: 'institution_not_open' } as const

const administratorRoutes = (act: Act) =>
  new Hono<Env>()
    .get(`${LIST}/${act}`, allowOperator(), async (c) => {
      const found = await asked(c)
      if (!found.ok) return refused(c, found.error)
      return fits(act, found.value) ? administratorPage(c, act, found.value) : refused(c, misfit[act])
    })
    .post(
      `${LIST}/${act}`,
      allowOperator(),
      body(SetAdministrator, async (c, errors, values) => {
        const found = await asked(c)
        if (!found.ok) return refused(c, found.error)
        if (!fits(act, found.value)) return refused(c, misfit[act])
        return administratorPage(c, act, found.value, { errors, values: typedText(values) })
      }),
      async (c) => {
        const input = c.req.valid('json')
        const done = await ACTS[act](...me(c), c.req.query('id') ?? '', input)
        if (done.ok) return c.redirect(`${LIST}?saved=${act}`, 303)
        const found = await asked(c)
        // Somebody else was first, or it is not for them: there is nothing to correct in the form.
        const isOver = done.error === 'institution_changed' || done.error === 'institution_not_allowed'
        if (!found.ok || !fits(act, found.value) || isOver) return refused(c, done.error)
        return administratorPage(c, act, found.value, { values: typedText(input), ...because(done.error) })
      },
    )

export const institutionRoutes = new Hono<Env>()
  .get(LIST, allowOperator(), listPage)
  .route('/', administratorRoutes('open'))
  .route('/', administratorRoutes('change'))
  .get(`${LIST}/reset`, allowOperator(), async (c) => {
    const found = await asked(c)
    return found.ok ? resetPage(c, found.value) : refused(c, found.error)
  })
  .post(`${LIST}/reset`, allowOperator(), async (c) => {
    const id = String((await formOf(c)).get('id') ?? '')
    const done = await resetPassword(...me(c), id)
    return done.ok ? c.redirect(`${LIST}?saved=reset`, 303) : refused(c, done.error)
  })
  .route('/', counterInstitutionRoutes)

  .get(OWN, allowInstitution(), ownPage)
  .get(`${OWN}/password`, allowInstitution('initial'), (c) => ownPasswordPage(c))
  .post(
    `${OWN}/password`,
    allowInstitution('initial'),
    body(ChangePassword, (c, errors) => ownPasswordPage(c, { errors })),
    async (c) => {
      const { env } = c
      const set = await setOwnPassword(env, c.var.origin, c.var.now, c.var.institution, c.req.valid('json'))
      if (!set.ok) {
        const refusal = { ...settingsRefusals, ...newPasswordRefusals }[set.error]
        return ownPasswordPage(c, { refused: { reason: set.error, refusal } })
      }
      setInstitutionCookie(c, set.value.token)
      return c.redirect(`${OWN}?saved=password`, 303)
    },
  )
  .post(`${OWN}/logout`, allowInstitution('initial'), async (c) => {
    const { unitId, institutionId, administratorId, sessionId } = c.var.institution
    await c.env.DB.batch([
      endSession(c.env.DB, sessionId),
      await audited(c.env, c.var.origin, c.var.now, {
        ...{ unitId, actor: `institution:${administratorId}`, act: 'sign_out_institution', result: 'done' },
        subject: `institution:${institutionId}`,
      }),
    ])
    dropInstitutionCookie(c)
    return c.redirect('/', 303)
  })

/** What an institution's page asks before its session ends. */
export const institutionApi = new Hono<Env>().post(
  '/session/renew',
  allowInstitution('initial'),
  answers(
    'Start the idle time of an institution’s session again',
    { 200: InstitutionRenewed },
    institutionSessionRefusals,
  ),
  async (c) => {
    const { sessionId, endsAt } = c.var.institution
    await touchSession(c.env.DB, sessionId, c.var.now).run()
    return c.json({ idleAt: new Date(Math.min(c.var.now + IDLE_MS, endsAt)).toISOString() })
  },
)
