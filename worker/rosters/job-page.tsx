/** One roster: what it is, and what came of each of its rows. */
import { maskDocumentNumber } from '../../schema/fields/mask.ts'
import type { RosterJob } from '../../schema/roster-job.ts'
import { TEMPLATE_NAMES } from '../../schema/rosters/names.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { DoneRow, Which } from './results.ts'
import type { Head } from './rows.ts'
import type { RosterRow } from './store.ts'

export const JobHead = ({ job, row }: { job: RosterJob; row: RosterRow }) => (
  <>
    <h1>批量{TEMPLATE_NAMES[row.template]}</h1>
    <SummaryList
      rows={[
        { name: '文件', value: job.fileName || '已删除' },
        { name: '上传时间', value: <span class="digits">{shortTime.format(row.created_at)}</span> },
        ...(row.ended_at === null
          ? []
          : [{ name: '办完时间', value: <span class="digits">{shortTime.format(row.ended_at)}</span> }]),
      ]}
    />
  </>
)

interface RowsProps {
  row: RosterRow
  path: string
  which: Which
  head: Head
  rows: readonly DoneRow[]
  /** The row that the next page begins behind. */
  next: number | null
}

const TABS = [
  ['failed', '没有办成'],
  ['done', '办好了'],
] as const

/** What stands in a row under one of the template's columns. */
function textIn({ raw }: DoneRow, { mapping }: Head, key: string): string {
  const cell = raw[mapping[key] ?? -1]
  return (typeof cell === 'string' ? cell : cell?.[1]) ?? ''
}

export function JobRows({ row, path, which, head, rows, next }: RowsProps) {
  return (
    <section class="stack" aria-labelledby="rows">
      <h2 id="rows">每一行的结果</h2>
      <div class="actions">
        {row.failed > 0 && (
          <ButtonLink kind="primary" href={`${path}/failed`}>
            下载没有办成的行
          </ButtonLink>
        )}
        <ButtonLink href={`${path}/all`}>下载全部结果</ButtonLink>
      </div>
      <nav aria-label="按结果看">
        <ul class="chips">
          {TABS.map(([value, label]) => (
            <li key={value}>
              <a href={`${path}?rows=${value}`} aria-current={value === which ? 'page' : undefined}>
                {label}
                <span class="digits">{row[value]}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Table
        caption={which === 'failed' ? '没有办成的行' : '办好了的行'}
        captionUnseen
        rows={rows}
        rowKey={(one) => String(one.row)}
        columns={[
          { label: '行', kind: 'short', cell: (one) => <span class="digits">第 {one.row} 行</span> },
          { label: '姓名', kind: 'short', cell: (one) => textIn(one, head, 'name') },
          {
            label: '证件号码',
            kind: 'short',
            cell: (one) => (
              <span class="code">{maskDocumentNumber(textIn(one, head, 'documentNumber'))}</span>
            ),
          },
          { label: which === 'failed' ? '原因' : '结果', cell: (one) => wordsOf(one) },
        ]}
        empty={<Empty title={which === 'failed' ? '没有这样的行' : '没有办好的行'} />}
      />
      {next !== null && (
        <p>
          <a href={`${path}?rows=${which}&after=${next}`}>看后面的行</a>
        </p>
      )}
    </section>
  )
}

export const wordsOf = ({ reason, told }: Pick<DoneRow, 'reason' | 'told'>): string =>
  reason ?? ['已办理。', ...told].join('')
