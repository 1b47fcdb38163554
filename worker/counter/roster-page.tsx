/** The spreadsheet of a case at the counter: what it comes to, its first rows masked, and the files. */
import { isRosterOver } from '../../schema/roster-job.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { OfficeRoster } from './roster-sheet.ts'

const count = (rows: number) => rows.toLocaleString('zh-CN')

export function RosterSheet({ job, rows, path }: OfficeRoster & { path: string }) {
  const { fileName, trial, done, failed, problem } = job
  const over = isRosterOver(job.state)
  const [right, wrong] = trial ? ['可以办', '不能办'] : ['办好了', '没有办成']
  return (
    <section class="sheet stack" aria-labelledby="roster">
      <h2 id="roster">{trial ? '要调整的名单' : '名单的办理结果'}</h2>
      <SummaryList
        rows={[
          { name: '表格', value: fileName },
          { name: '一共', value: <span class="digits">{count(job.rows)} 行</span> },
          {
            name: trial ? '提交前核对' : right,
            value: (
              <span class="digits">
                {count(done)} 行{trial && right}
              </span>
            ),
          },
          ...(failed > 0 ? [{ name: wrong, value: <span class="digits">{count(failed)} 行</span> }] : []),
        ]}
      />
      {problem && <Notice kind="stop" title={problem.text} />}
      {!over && <Notice kind="wait" title={trial ? '正在逐行核对' : '正在后台办理，过一会儿刷新看结果'} />}
      {trial && over && (
        <p class="quiet">
          通过以后，每一行照那时的登记再核对一次才办；{failed > 0 ? '不能办的行不会办，' : ''}
          结果逐行告诉单位。
        </p>
      )}
      {rows.length > 0 && (
        <Table
          caption={rows.length < job.rows ? `前 ${rows.length} 行` : '全部行'}
          rows={rows}
          rowKey={({ row }) => String(row)}
          columns={[
            { label: '行', kind: 'short', cell: ({ row }) => <span class="digits">第 {row} 行</span> },
            { label: '姓名', kind: 'short', cell: ({ name }) => name },
            {
              label: '证件号码',
              kind: 'short',
              cell: ({ documentNumber }) => <span class="code">{documentNumber}</span>,
            },
            { label: '原基数（元）', kind: 'number', cell: ({ oldBase }) => oldBase },
            { label: '新基数（元）', kind: 'number', cell: ({ newBase }) => newBase },
            {
              label: trial ? '核对' : '结果',
              cell: ({ fit, words }) => (fit ? `${right}。${words}` : words),
            },
          ]}
          empty={null}
        />
      )}
      <div class="actions">
        <ButtonLink href={`${path}/sent`}>下载单位交的表格</ButtonLink>
        {over && job.rows > 0 && (
          <ButtonLink href={`${path}/all`}>{trial ? '下载逐行核对结果' : '下载逐行办理结果'}</ButtonLink>
        )}
      </div>
    </section>
  )
}
