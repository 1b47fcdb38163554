/** Who could do what on a given day, and who gave it. */
import { itemName } from '../../schema/catalogue.ts'
import { type Role, roleNames } from '../../schema/session.ts'
import { Button } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Field } from '../../widgets/ui/field.tsx'
import { Table } from '../../widgets/ui/table.tsx'

/** What somebody held, for as long as it stayed the same within the day. */
export interface HeldThen {
  id: string
  name: string
  /** 「全天」, 「09:12 起」. */
  times: string
  role: Role
  /** Codes; null for every item. */
  scope: string[] | null
  term: string
  standing: string
  grantedBy: string
}

export function History({ day, held, error }: { day: string; held: HeldThen[]; error?: string | undefined }) {
  return (
    <div class="stack">
      <h1>授权记录</h1>
      <p class="lead">
        选一天，看那天谁能为本单位办什么事、是谁授的权；当天改过的，改前改后各是一行。记录只增不减，谁也改不了。
      </p>
      <form method="get" action="/center/operators/history" class="fields">
        <Field name="day" label="哪一天" type="date" value={day} error={error} autocomplete="off" required />
        <Button>查看</Button>
      </form>
      <Table
        caption={`${day} 的授权`}
        rows={held}
        rowKey={({ id }) => id}
        columns={[
          { label: '姓名', kind: 'short', cell: ({ name }) => name },
          { label: '时间', cell: ({ times }) => <span class="digits">{times}</span> },
          { label: '身份', cell: ({ role }) => roleNames[role] },
          {
            label: '可以办理的事项',
            cell: ({ scope }) => (scope === null ? '全部事项' : scope.map(itemName).join('、')),
          },
          { label: '授权期限', cell: ({ term }) => <span class="digits">{term}</span> },
          { label: '状态', cell: ({ standing }) => standing },
          { label: '授权人', cell: ({ grantedBy }) => grantedBy },
        ]}
        empty={<Empty title="那天还没有人能为本单位办事">换一天看看。</Empty>}
      />
      <p>
        <a href="/center/operators">返回经办人管理</a>
      </p>
    </div>
  )
}
