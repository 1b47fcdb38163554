import { Empty } from '../ui/empty.tsx'
import { Table } from '../ui/table.tsx'

export interface ActivityRow {
  id: string
  /** Ready to read: 「11 月 20 日 09:12」. */
  time: string
  /** Role and masked name: 「管理员 李*」; 「本人以外」 where nobody was signed in. */
  who: string
  what: string
  where: string
  result: string
}

/** Who did what in this unit's account, newest first. */
export function ActivityTable({ rows }: { rows: ActivityRow[] }) {
  return (
    <Table
      caption="账号动态"
      captionUnseen
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { label: '时间', cell: (row) => <span class="digits">{row.time}</span> },
        { label: '做了什么', cell: (row) => row.what },
        { label: '谁', cell: (row) => row.who },
        { label: '地点', cell: (row) => row.where },
        { label: '结果', cell: (row) => row.result },
      ]}
      empty={
        <Empty title="还没有动态">
          <p>登录、授权、办件都会记在这里，保留六个月以上。</p>
        </Empty>
      }
    />
  )
}
