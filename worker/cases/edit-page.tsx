/** The form of a case, sent: what is kept, or what was typed just now. */
import type { Context } from 'hono'
import { AS_CHOSEN, AT_COUNTER } from '../../schema/case-delivery.ts'
import { fieldsBeside } from '../../schema/case-form.ts'
import type { CaseReason } from '../../schema/case-refusals.ts'
import { type ItemRoster, itemName } from '../../schema/catalogue.ts'
import { placeInWords } from '../../schema/fields/delivery.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { MOST_ADDRESSES } from '../../schema/settings.ts'
import { CaseForm } from '../../widgets/case-form/case-form.tsx'
import type { RosterFieldProps } from '../../widgets/case-form/roster-field.tsx'
import type { CaseRoster, Env } from '../lib/env.ts'
import type { FieldError } from '../lib/problem.ts'
import { type Receiver, receiverInWords } from './case-page.tsx'
import { choicesOf } from './delivery.ts'
import { fileUrl, rosterOf } from './draw.tsx'
import { acting, casePath, fronts, saidOf } from './front.tsx'
import { askedOf } from './progress.ts'
import { ROSTER_ISLANDS, trialProps } from './roster-part.tsx'
import { type ShownCase, showCase, sizeInWords } from './show.ts'
import type { CaseRow } from './store.ts'

interface Shown {
  values?: Record<string, string>
  /** Of where the result goes, where it could not be kept. */
  choice?: FormDataEntryValue | null
  errors?: FieldError[]
  reason?: CaseReason
  status?: Refusal['status']
}

/** The form, with what is kept or what was typed just now. */
export async function editPage(
  c: Context<Env>,
  row: CaseRow,
  { values, choice, errors = [], reason, status }: Shown = {},
) {
  const [shown, roster] = await Promise.all([showCase(c.env, row), rosterOf(c, row)])
  const { item } = shown
  const front = fronts[row.drawer]
  const refusal = reason && saidOf(reason, row.drawer)
  const code = status ?? refusal?.status
  return front.view(
    c,
    { title: `填写：${itemName(row.item)}`, islands: ROSTER_ISLANDS, ...(code && { status: code }) },
    <div class="sheet stack">
      <h1>{itemName(row.item)}</h1>
      <CaseForm
        action={`${casePath(row)}/edit`}
        fields={item ? fieldsBeside(item, roster !== undefined) : []}
        roster={item?.roster && rosterField(item.roster, roster)}
        materials={(item?.materials ?? []).map((material) => ({
          ...material,
          files: filesOf(shown, material.key),
        }))}
        delivery={item?.delivers && (await deliveryField(c, shown, choice))}
        version={shown.version}
        values={values ?? shown.values}
        errors={errors}
        problem={refusal?.text}
        asked={askedOf(shown)}
        saved={isBack(c) && !reason && errors.length === 0}
        again={row.state === 'supplement'}
      />
      {row.state === 'draft' && (
        <p>
          <a href={`${casePath(row)}/discard`}>删除这个草稿</a>
        </p>
      )}
    </div>,
  )
}

const rosterField = (item: ItemRoster, roster: CaseRoster | undefined): RosterFieldProps => ({
  ...{ label: item.label, hint: item.hint, template: `/center/rosters/templates/${item.template}` },
  ...(roster && { file: { name: roster.fileName, trial: trialProps(roster) } }),
})

const AT_THE_COUNTER = { value: AT_COUNTER, label: '自己到窗口领取' }

/** One's own addresses, the one that was chosen before by somebody else, and the counter. */
async function deliveryField(c: Context<Env>, { row, delivery }: ShownCase, choice: Shown['choice']) {
  const { addresses, chosen, value } = await choicesOf(acting(c, fronts[row.drawer]), delivery)
  const one = (id: string, to: Receiver) => ({
    ...{ value: id, label: `寄到${placeInWords(to)}`, detail: receiverInWords(to) },
  })
  const choices = [
    ...(chosen ? [one(AS_CHOSEN, chosen)] : []),
    ...addresses.map((address) => one(address.id, address)),
    AT_THE_COUNTER,
  ]
  // One that was added just now, or typed into a form that could not be kept.
  const wanted = choice ?? c.req.query('address')
  const known = choices.find((one) => one.value === wanted)
  return {
    choices,
    value: known?.value ?? value,
    mayAdd: row.drawer === 'unit_case' && addresses.length < MOST_ADDRESSES,
  }
}

/** From keeping what is filled in, or from adding an address after that. */
const isBack = (c: Context<Env>) => c.req.query('saved') === 'yes' || c.req.query('address') !== undefined

const filesOf = ({ row, files }: ShownCase, material: string) =>
  files
    .filter((file) => file.material === material)
    .map(({ id, name, bytes, submitted }) => ({
      ...{ id, name, size: sizeInWords(bytes), href: fileUrl(row)(id), fixed: submitted },
    }))
