/** The administration's pages about service items: what holds, and how it is changed from a day on. */
import { boardNames, type Item, placesOf } from '../../schema/catalogue.ts'
import { regionName, topRegions } from '../../schema/fields/region.ts'
import { itemSettingMessage } from '../../schema/item-settings.ts'
import { Button } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { errorOf, type FieldError } from '../../widgets/ui/errors.ts'
import { FieldError as Fault, Field, fieldId, Hint } from '../../widgets/ui/field.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { TextArea } from '../../widgets/ui/text-area.tsx'
import { type HistoryRow, settingFrom } from '../catalogue/store.ts'
import { shortTime } from '../lib/short-time.ts'

export const LIST = '/counter/items'

export const AllItems = ({ items }: { items: readonly Item[] }) => (
  <>
    <h1>服务事项</h1>
    <p class="lead">可以从某一天起停办、恢复、改办事指南或限定地区。以前的样子都有记录，不能删改。</p>
    <Table
      caption="服务事项"
      captionUnseen
      rows={items}
      rowKey={({ code }) => code}
      columns={[
        { label: '事项', cell: ({ name }) => name },
        { label: '业务板块', kind: 'short', cell: ({ board }) => boardNames[board] },
        { label: '地区', cell: (item) => placesOf(item) ?? '全省' },
        {
          label: '现在',
          kind: 'short',
          cell: ({ notHere }) => (notHere === undefined ? '可以办' : '不能办'),
        },
        {
          label: '操作',
          kind: 'action',
          cell: ({ code, name }) => (
            <a href={`${LIST}/${code}`}>
              修改<span class="unseen">{name}</span>
            </a>
          ),
        },
      ]}
      empty={<Empty title="没有事项" />}
    />
  </>
)

interface FormProps {
  code: string
  values: Record<string, string>
  regions: readonly string[]
  errors: readonly FieldError[]
  problem?: string | undefined
  /** The newest setting that the form shows. */
  after: string
}

const NAMES: Record<string, string> = {
  ...{ fromDay: '从哪一天起', open: '能不能办', words: '停办时说的话', notice: '提示', who: '谁可以办' },
  ...{ time: '办理时限', cost: '收费', steps: '怎样办', regions: '办理地区' },
}
const nameOf = (field: string) => NAMES[field] ?? field

function Regions({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  return (
    <fieldset class="item-boxes" id={fieldId('regions')} tabIndex={-1}>
      <legend class="field-label">办理地区</legend>
      <Hint name="regions">都不选就是和事项目录里写的一样。</Hint>
      {error && <Fault name="regions">{error}</Fault>}
      <ul>
        {topRegions().map(({ code, name }) => (
          <li key={code} class="checkbox">
            <input
              class="checkbox-input"
              type="checkbox"
              name="regions"
              value={code}
              id={`region-${code}`}
              defaultChecked={chosen.includes(code)}
            />
            <label class="checkbox-label" for={`region-${code}`}>
              {name}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** Posts `fromDay`, `open`, `words`, `notice`, `who`, `time`, `cost`, `steps`, `regions`, `after`. */
export function ItemForm({ code, values, regions, errors, problem, after }: FormProps) {
  const shared = (name: string) => ({
    ...{ name, label: nameOf(name), value: values[name], error: errorOf(errors, name, itemSettingMessage) },
  })
  return (
    <form method="post" action={`${LIST}/${code}`} class="fields" noValidate>
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code: fault }) => ({
          field,
          text: `${nameOf(field)}：${itemSettingMessage(fault)}`,
        }))}
        autofocus
      />
      <input type="hidden" name="after" value={after} />
      <Field {...shared('fromDay')} type="date" hint="今天或以后。到那一天零点自己生效。" code required />
      <Select
        {...shared('open')}
        options={[
          { value: 'yes', label: '和事项目录一样' },
          { value: 'no', label: '停办' },
        ]}
      />
      <TextArea {...shared('words')} hint="只在停办时用：为什么、什么时候恢复、现在到哪里办。" rows={3} />
      <TextArea {...shared('notice')} hint="写在办事指南上面，大家都看得到。可以不填。" rows={2} />
      <TextArea {...shared('who')} rows={3} required />
      <Field {...shared('time')} maxlength={300} required />
      <Field {...shared('cost')} maxlength={300} required />
      <TextArea {...shared('steps')} hint="每步一行。" rows={5} required />
      <Regions chosen={regions} error={shared('regions').error} />
      <div class="actions">
        <Button kind="primary">保存</Button>
      </div>
    </form>
  )
}

const inWords = (row: HistoryRow) => {
  const { open, words, notice, guide, regions } = settingFrom(row)
  const parts = [
    open ? '和目录一样办理' : `停办：${words}`,
    ...(notice ? [`提示：${notice}`] : []),
    ...(guide ? ['改了办事指南'] : []),
    ...(regions ? [`只在${regions.map((code) => regionName(code) ?? '').join('、')}`] : []),
  ]
  return parts.join('；')
}

export const ItemHistory = ({ rows }: { rows: readonly HistoryRow[] }) => (
  <Table
    caption="改动记录"
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { label: '从哪天起', kind: 'short', cell: (row) => <span class="digits">{row.from_day}</span> },
      { label: '怎么办', cell: inWords },
      { label: '谁改的', cell: (row) => row.office },
      {
        label: '什么时候改的',
        cell: (row) => <span class="digits">{shortTime.format(row.created_at)}</span>,
      },
    ]}
    empty={<Empty title="还没有改过">现在和事项目录里写的一样。</Empty>}
  />
)
