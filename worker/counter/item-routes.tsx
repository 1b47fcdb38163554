/** Service items at run time: of the counter's people only administrators come here. */
import { type Context, Hono } from 'hono'
import { findItem, type Item } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import {
  ChangeItem,
  type ItemSettingReason,
  itemSettingRefusals,
  settingOf,
} from '../../schema/item-settings.ts'
import { Notice } from '../../widgets/ui/notice.tsx'
import { currentItem, currentItems } from '../catalogue/acts.ts'
import { historyOf, insertSetting } from '../catalogue/store.ts'
import { allowClerk } from '../lib/allow.ts'
import { audited } from '../lib/audit.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { refuse } from '../lib/page/view.tsx'
import { fail, ok, type Result } from '../lib/result.ts'
import { typedText } from '../lib/typed-text.ts'
import { desk } from './desk.tsx'
import { AllItems, ItemForm, ItemHistory, LIST } from './item-page.tsx'

const SHOWN_CHANGES = 100

/** The form's fields for an item as it is now. */
const valuesOf = ({ notHere, notice, guide }: Item, written: Item, today: string) => {
  const closed = notHere !== undefined && notHere !== written.notHere
  return {
    ...{ fromDay: today, open: closed ? 'no' : 'yes', words: closed ? notHere : '', notice: notice ?? '' },
    ...{ who: guide.who, time: guide.time, cost: guide.cost, steps: guide.steps.join('\n') },
  }
}

const listIn = (given: unknown): string[] => [given ?? []].flat().map(String)

async function page(c: Context<Env>, shown: Shown & { regions?: string[] } = {}) {
  const code = c.req.param('code') ?? ''
  const written = findItem(code)
  const [now, history] = await Promise.all([
    currentItem({ env: c.env, now: c.var.now }, code),
    historyOf(c.env.DB, code, SHOWN_CHANGES),
  ])
  if (!written || !now) return refuse(c, 'not_found')
  const { status, values, ...form } = said(shown)
  const typed = Object.keys(values).length > 0
  const own = now.regions === written.regions ? [] : (now.regions ?? [])
  return desk(
    c,
    { title: written.name, current: LIST, wide: true, status },
    <>
      <div class="sheet stack">
        <h1>{written.name}</h1>
        {c.req.query('done') && !status && (
          <Notice kind="done" role="status" title="已经保存，到生效的那一天自己生效" />
        )}
        {written.notHere !== undefined && (
          <Notice kind="wait" title="这个事项大厅还办不了">
            {written.notHere}
          </Notice>
        )}
        <ItemForm
          {...form}
          code={code}
          values={typed ? values : valuesOf(now, written, dayInChina(c.var.now))}
          regions={typed ? (shown.regions ?? []) : own}
          after={(typed ? values.after : undefined) ?? history[0]?.id ?? ''}
        />
      </div>
      <ItemHistory rows={history} />
    </>,
  )
}

/** Keeps what an item is to be from a day on. */
async function change(
  c: Context<Env>,
  item: Item,
  input: ChangeItem,
): Promise<Result<void, ItemSettingReason>> {
  const { env } = c
  const { now, origin, clerk } = c.var
  if (input.fromDay < dayInChina(now)) return fail('item_day_over')
  const setting = { ...settingOf(item, input), item: item.code, fromDay: input.fromDay, after: input.after }
  const done = await attempt(env.DB, [
    insertSetting(env.DB, { ...setting, id: newId(now), clerkId: clerk.clerkId, now }),
    mustChange(env.DB),
    await audited(env, origin, now, {
      ...{ unitId: null, actor: `clerk:${clerk.clerkId}`, act: 'item_change' },
      ...{ subject: `item:${item.code}`, result: 'done' },
    }),
  ])
  return done.ok ? ok(undefined) : fail('item_changed')
}

export const itemRoutes = new Hono<Env>()
  .get(LIST, allowClerk('administrator'), async (c) =>
    desk(
      c,
      { title: '服务事项', current: LIST, wide: true },
      <AllItems items={await currentItems({ env: c.env, now: c.var.now })} />,
    ),
  )
  .get(`${LIST}/:code`, allowClerk('administrator'), (c) => page(c))
  .post(
    `${LIST}/:code`,
    allowClerk('administrator'),
    body(ChangeItem, (c, errors, values) =>
      page(c, { errors, values: typedText(values), regions: listIn(values.regions) }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const item = findItem(c.req.param('code'))
      if (!item) return refuse(c, 'not_found')
      const done = await change(c, item, input)
      if (done.ok) return c.redirect(`${LIST}/${item.code}?done=yes`, 303)
      const refused = { reason: done.error, refusal: itemSettingRefusals[done.error] }
      return page(c, { values: typedText(input), regions: input.regions, refused })
    },
  )
