/** What a clerk registered lately. */
import { typeName } from '../../schema/fields/institution.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import { COUNTER, level } from './page.tsx'
import type { RegisteredRow } from './store.ts'

export const Registered = ({ rows, done }: { rows: RegisteredRow[]; done: boolean }) => (
  <>
    <h1>机构登记</h1>
    {done && rows[0] && (
      <Notice kind="done" role="status" title={`已经登记，机构编号是 ${rows[0].number}`}>
        请告诉单位：由法定代表人或管理员登录大厅，在「机构管理」里开通。
      </Notice>
    )}
    <div class="actions">
      <ButtonLink kind="primary" href={`${COUNTER}/new`}>
        登记一个机构
      </ButtonLink>
    </div>
    <Table
      caption="我最近登记的机构"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { label: '机构名称', cell: (row) => row.name },
        { label: '机构编号', kind: 'short', cell: (row) => <span class="digits">{row.number}</span> },
        { label: '所属单位', cell: (row) => row.unit_name },
        { label: '机构类型', cell: (row) => `${typeName(row.type)}（${level(row.level)}）` },
        { label: '登记时间', cell: (row) => <span class="digits">{shortTime.format(row.created_at)}</span> },
      ]}
      empty={<Empty title="还没有登记过">登记好的会列在这里。</Empty>}
    />
  </>
)
