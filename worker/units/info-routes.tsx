/** The unit's own data: seen by all of its operators, changed by whoever answers for it. */
import { type Context, Hono } from 'hono'
import { organisationCodeIn } from '../../schema/fields/organisation-code.ts'
import { SaveUnitInfo, type UnitReason, unitRefusals } from '../../schema/units.ts'
import { UnitInfoForm } from '../../widgets/unit-info-form/unit-info-form.tsx'
import { mayDo } from '../grants/rules.ts'
import { allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { type Shown, said } from '../lib/page/said.ts'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { type Kept, representativeOf, saveUnit, unitData } from './info.ts'
import { EDIT, inWords, UNIT, UnitPage } from './info-page.tsx'

const may = (c: Context<Env>) => mayDo(c.var.operator, 'manage_unit', c.var.now)
const FIELDS = Object.keys(inWords) as (keyof Kept)[]

/** The fields as text; the version goes its own way. */
const typedIn = (values: Record<string, unknown>) =>
  Object.fromEntries(FIELDS.map((field) => [field, String(values[field] ?? '')])) as Kept

async function notAllowed(c: Context<Env>) {
  const { text, status } = unitRefusals.unit_not_allowed
  const go = { href: UNIT, label: '查看单位信息' }
  const page = <ErrorPage kind="not-allowed" happened={text} go={go} {...(await shellOf(c))} />
  return c.html(renderPage(page), status as 403)
}

/** The form, with what is kept now or what was typed; after somebody else's change, with what differs now. */
async function formPage(c: Context<Env>, shown: Shown & { typed?: Kept; reason?: UnitReason } = {}) {
  const unit = await unitData(c.env, c.var.operator)
  const { typed, reason, errors = [] } = shown
  const refused = reason && { reason, refusal: unitRefusals[reason] }
  const { status, ...form } = said({ errors, refused })
  const meanwhile =
    typed && reason === 'unit_changed'
      ? FIELDS.filter((field) => unit.kept[field] !== typed[field]).map((field) =>
          inWords[field](unit.kept[field]),
        )
      : undefined
  // What was changed meanwhile has been shown now: saved once more, it is saved over.
  const version = typed && reason !== 'unit_changed' ? (shown.values?.version ?? '') : String(unit.version)
  return centerView(
    c,
    { title: '修改单位信息', ...(status && { status }) },
    <div class="sheet stack">
      <h1>修改单位信息</h1>
      <p>{unit.name}</p>
      <UnitInfoForm
        {...form}
        action={EDIT}
        values={typed ?? unit.kept}
        hidden={{ version }}
        ownCode={organisationCodeIn(unit.creditCode)}
        meanwhile={meanwhile}
      />
    </div>,
  )
}

export const unitInfoRoutes = new Hono<Env>()
  .get(UNIT, allowOperator(), async (c) => {
    const { env } = c
    const { operator } = c.var
    const [unit, representative] = await Promise.all([
      unitData(env, operator),
      representativeOf(env, operator),
    ])
    const saved = c.req.query('saved') === 'yes'
    return centerView(
      c,
      { title: '单位信息' },
      <UnitPage unit={unit} representative={representative} mayChange={may(c)} saved={saved} />,
    )
  })
  .get(EDIT, allowOperator(), (c) => (may(c) ? formPage(c) : notAllowed(c)))
  .post(
    EDIT,
    allowOperator(),
    body(SaveUnitInfo, (c, errors, values) => {
      // Whoever may not gets to know it, not which fields are wrong.
      if (!may(c)) return notAllowed(c)
      const version = /^\d{1,9}$/.test(String(values.version)) ? String(values.version) : '0'
      const told = errors.filter(({ field }) => field !== 'version')
      return formPage(c, { typed: typedIn(values), values: { version }, errors: told })
    }),
    async (c) => {
      const input = c.req.valid('json')
      const saved = await saveUnit(c.env, c.var.origin, c.var.now, c.var.operator, input)
      if (saved.ok) return c.redirect(`${UNIT}?saved=yes`, 303)
      if (saved.error === 'unit_not_allowed') return notAllowed(c)
      return formPage(c, {
        ...{ typed: typedIn(input), values: { version: String(input.version) }, reason: saved.error },
      })
    },
  )
