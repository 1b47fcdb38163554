import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Table } from '../ui/table.tsx'

export interface SessionRow {
  id: string
  /** 「办公室电脑，Chrome 浏览器」 */
  device: string
  place: string
  /** The portal that it belongs to, if it came from one. */
  portal?: string | undefined
  /** How it was signed in: 「密码」. */
  way: string
  /** Ready to read: 「11 月 20 日 09:12」. */
  seenAt: string
  current: boolean
}

export interface SessionsTableProps {
  sessions: SessionRow[]
  /** Posts `id` to end one. */
  endAction: string
  /** Ends all, this one too. */
  endAllAction: string
}

/** Where the visitor is signed in, and how to end it. Works without scripts. */
export function SessionsTable({ sessions, endAction, endAllAction }: SessionsTableProps) {
  return (
    <div class="stack">
      <Table
        caption="正在登录的设备"
        rows={sessions}
        rowKey={(row) => row.id}
        columns={[
          { label: '设备', cell: (row) => (row.portal ? `${row.device}（经${row.portal}）` : row.device) },
          { label: '登录方式', cell: (row) => row.way },
          { label: '地点', cell: (row) => row.place },
          { label: '最近使用', cell: (row) => <span class="digits">{row.seenAt}</span> },
          {
            label: '操作',
            kind: 'action',
            cell: (row) =>
              row.current ? (
                <span class="quiet">就是这一台</span>
              ) : (
                <form method="post" action={endAction}>
                  <input type="hidden" name="id" value={row.id} />
                  <Button kind="danger">
                    退出<span class="unseen">{row.device}</span>
                  </Button>
                </form>
              ),
          },
        ]}
        empty={<Empty title="没有正在登录的设备" />}
      />
      {sessions.length > 1 && (
        <form method="post" action={endAllAction} class="actions">
          <Button kind="danger">全部退出，包括这一台</Button>
        </form>
      )}
    </div>
  )
}
