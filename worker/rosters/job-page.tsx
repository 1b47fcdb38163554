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
import { type Head, textIn } from './rows.ts'
import type { RosterRow } from './store.ts'

export const JobHead = ({ job, row }: { job: RosterJob; row: RosterRow }) => (
  <>
    <h1>
      {job.trial ? '核对：' : '批量'}
      {TEMPLATE_NAMES[row.template]}
    </h1>
    {job.caseId && (
      <p>
        <a href={`/center/cases/${job.caseId}`}>{job.trial ? '回到办件，接着填写' : '看审核它的办件'}</a>
      </p>
    )}
    <SummaryList
      rows={[
        { name: '文件', value: job.fileName || '已删除' },
        { name: '上传时间', value: <span class="digits">{shortTime.format(row.created_at)}</span> },
        ...(row.ended_at === null
          ? []
          : [
              {
                name: job.trial ? '核对完的时间' : '办完时间',
                value: <span class="digits">{shortTime.format(row.ended_at)}</span>,
              },
            ]),
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

interface Words {
  tabs: readonly (readonly ['failed' | 'done', string])[]
  download: Record<'failed' | 'all', string>
  heading: string
  /** Of a row that nothing is in the way of. */
  done: string
}

const FILED: Words = {
  tabs: [
    ['failed', '没有办成'],
    ['done', '办好了'],
  ],
  download: { failed: '下载没有办成的行', all: '下载全部结果' },
  ...{ heading: '每一行的结果', done: '已办理。' },
}

/** Nothing is filed yet. */
const TRIED: Words = {
  tabs: [
    ['failed', '不能办'],
    ['done', '可以办'],
  ],
  download: { failed: '下载不能办的行', all: '下载全部核对结果' },
  ...{ heading: '每一行的核对结果', done: '可以办。' },
}

export function JobRows({ row, path, which, head, rows, next }: RowsProps) {
  const words = row.trial === 1 ? TRIED : FILED
  const caption = `${words.tabs.find(([value]) => value === which)?.[1] ?? ''}的行`
  return (
    <section class="stack" aria-labelledby="rows">
      <h2 id="rows">{words.heading}</h2>
      <div class="actions">
        {row.failed > 0 && (
          <ButtonLink kind="primary" href={`${path}/failed`}>
            {words.download.failed}
          </ButtonLink>
        )}
        <ButtonLink href={`${path}/all`}>{words.download.all}</ButtonLink>
      </div>
      <nav aria-label="按结果看">
        <ul class="chips">
          {words.tabs.map(([value, label]) => (
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
        caption={caption}
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
          { label: which === 'failed' ? '原因' : '结果', cell: (one) => wordsOf(one, words.done) },
        ]}
        empty={<Empty title="没有这样的行" />}
      />
      {next !== null && (
        <p>
          <a href={`${path}?rows=${which}&after=${next}`}>看后面的行</a>
        </p>
      )}
    </section>
  )
}

export const wordsOf = ({ reason, told }: Pick<DoneRow, 'reason' | 'told'>, done = FILED.done): string =>
  reason ?? [done, ...told].join('')
