/** Which column was understood as which, to be put right by hand. */
import { columnsOf } from '../../../schema/rosters/columns.ts'
import { TEMPLATE_CODES, TEMPLATE_NAMES, type TemplateCode } from '../../../schema/rosters/names.ts'
import { columnName } from '../../../schema/rosters/writing/markup.ts'
import { Icon } from '../../../widgets/ui/icon.tsx'
import { Notice } from '../../../widgets/ui/notice.tsx'
import type { DeskInPanel } from './use-desk.ts'
import type { Overview } from './wire.ts'

interface Choice {
  id: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  choose: (value: string) => void
}

function Chooser({ id, label, value, options, choose }: Choice) {
  return (
    <div class="roster-choice">
      <label for={id}>{label}</label>
      <div class="select">
        <select
          id={id}
          class="input"
          value={value}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </div>
  )
}

export function Columns({ overview, desk }: { overview: Overview; desk: DeskInPanel }) {
  const { sheets, sheet, template, headers, headerRow, mapping, missing, doubled } = overview
  const places = headers.flatMap((header, place) =>
    header?.trim() ? [{ value: String(place), label: `${columnName(place)} ${header.trim()}` }] : [],
  )
  const match = (key: string, value: string) => {
    const others = Object.entries(mapping).filter(
      ([other, place]) => other !== key && String(place) !== value,
    )
    desk.match({ ...Object.fromEntries(others), ...(value !== '' && { [key]: Number(value) }) })
  }
  return (
    <details class="roster-columns" open={missing.length + doubled.length > 0}>
      <summary>列的对应</summary>
      <p class="quiet">标题在第 {headerRow} 行。对得不对的请改过来，下次打开本单位的表会照您改的来。</p>
      {doubled.length > 0 && (
        <Notice kind="wait" title="有同名的列">
          表里不止一列像是「{doubled.join('、')}」，名字一样。请在下面核对用的是哪一列。
        </Notice>
      )}
      <Chooser
        id="roster-template"
        label="办什么"
        value={template}
        options={TEMPLATE_CODES.map((code) => ({ value: code, label: TEMPLATE_NAMES[code] }))}
        choose={(value) => desk.wish({ template: value as TemplateCode, sheet })}
      />
      {sheets.length > 1 && (
        <Chooser
          id="roster-sheet"
          label="工作表"
          value={String(sheet)}
          options={sheets.map(({ name, hidden }, place) => ({
            value: String(place),
            label: hidden ? `${name}（隐藏）` : name,
          }))}
          choose={(value) => desk.wish({ sheet: Number(value) })}
        />
      )}
      {columnsOf(template)
        .filter(({ kind }) => kind !== 'place')
        .map(({ key, header }) => (
          <Chooser
            key={key}
            id={`roster-column-${key}`}
            label={header}
            value={String(mapping[key] ?? '')}
            options={[{ value: '', label: '表里没有' }, ...places]}
            choose={(value) => match(key, value)}
          />
        ))}
    </details>
  )
}
