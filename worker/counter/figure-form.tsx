/** The forms by which a rate, a base or a filing calendar is set from a month on. */
import type { ComponentChildren } from 'preact'
import { countiesOf, PROVINCE, topRegions } from '../../schema/fields/region.ts'
import { figureMessage, RATED } from '../../schema/figures.ts'
import { Button } from '../../widgets/ui/button.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { errorOf, type FieldError } from '../../widgets/ui/errors.ts'
import { Field } from '../../widgets/ui/field.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { FIGURES, type Figure, LIST } from './figure-page.tsx'

/** Of the form that was sent and could not be taken. */
export interface Typed {
  figure: Figure
  values: Record<string, string>
  errors: readonly FieldError[]
}

const NAMES: Record<string, string> = {
  ...{ rated: '哪一个费率', fromMonth: '从哪个月起', percent: '费率（%）', region: '地区' },
  ...{ floor: '下限（元）', cap: '上限（元）', opensDay: '从每月几号', closesDay: '到次月几号' },
}

const RATED_OPTIONS = [
  { value: '', label: '请选择' },
  ...Object.entries(RATED).map(([value, { name }]) => ({ value, label: name })),
]
const PLACES = [{ value: PROVINCE.code, label: '全省' }]
const groups = () =>
  topRegions().map(({ code, name }) => ({
    label: name,
    options: [
      { value: code, label: name },
      ...countiesOf(code).map((one) => ({ value: one.code, label: one.name })),
    ],
  }))

function FigureForm({ figure, typed }: { figure: Figure; typed: Typed | undefined }) {
  const { values, errors }: Omit<Typed, 'figure'> = typed ?? { values: {}, errors: [] }
  const shared = (name: string) => ({
    ...{
      name,
      label: NAMES[name] ?? name,
      value: values[name],
      error: errorOf(errors, name, figureMessage),
      required: true,
    },
  })
  const region = <Select {...shared('region')} options={PLACES} groups={groups()} />
  const from = <Field {...shared('fromMonth')} hint="例如 2027-01，下个月或以后。" code />
  const fields: Record<Figure, ComponentChildren> = {
    rate: (
      <>
        <Select {...shared('rated')} options={RATED_OPTIONS} />
        {from}
        <Field {...shared('percent')} hint="例如 16 或 0.5。" inputmode="decimal" code />
      </>
    ),
    base: (
      <>
        {region}
        {from}
        <Field {...shared('floor')} inputmode="decimal" code />
        <Field {...shared('cap')} inputmode="decimal" code />
      </>
    ),
    calendar: (
      <>
        {region}
        {from}
        <Field {...shared('opensDay')} inputmode="numeric" code />
        <Field {...shared('closesDay')} inputmode="numeric" code />
      </>
    ),
  }
  return (
    <form method="post" action={`${LIST}/${figure}`} class="fields" noValidate>
      <ErrorSummary
        errors={errors.map(({ field, code }) => ({
          field,
          text: `${NAMES[field] ?? ''}：${figureMessage(code)}`,
        }))}
        autofocus
      />
      {fields[figure]}
      <div class="actions">
        <Button kind="primary">保存</Button>
      </div>
    </form>
  )
}

export const NewFigure = ({ figure, typed }: { figure: Figure; typed: Typed | undefined }) => (
  <div class="sheet stack">
    <h1>设一个新的{FIGURES[figure].title}</h1>
    <p>{FIGURES[figure].words}</p>
    <FigureForm figure={figure} typed={typed} />
    <p>
      <a href={LIST}>不设，返回</a>
    </p>
  </div>
)
