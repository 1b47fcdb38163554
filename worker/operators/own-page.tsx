/** What a handler holds, and how they ask for more. */
import { itemName } from '../../schema/catalogue.ts'
import { ItemBoxes } from '../../widgets/item-boxes/item-boxes.tsx'
import { Button } from '../../widgets/ui/button.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { itemGroups, type ShownOperator } from './shown.ts'

export function OwnGrant({ operator, error }: { operator: ShownOperator; error?: string | undefined }) {
  const { grant, asked, term, daysLeft, grantedBy } = operator
  const scope = grant.scope ?? []
  const more = itemGroups
    .map((group) => ({ ...group, items: group.items.filter(({ code }) => !scope.includes(code)) }))
    .filter(({ items }) => items.length > 0)
  return (
    <div class="stack">
      <h1>我的授权</h1>
      {error && <ErrorSummary errors={[{ field: 'items', text: error }]} autofocus />}
      <section class="sheet stack" aria-labelledby="held">
        <h2 id="held">现在可以办什么</h2>
        {daysLeft !== undefined && (
          <Notice kind="wait" title={`授权还剩 ${daysLeft} 天`}>
            到期以后不能再办。请提前联系给您授权的人更新期限。
          </Notice>
        )}
        <SummaryList
          rows={[
            { name: '授权期限', value: <span class="digits">{term}</span> },
            { name: '授权人', value: grantedBy ?? '—' },
            { name: '可以办理', value: grant.scope === null ? '全部事项' : scope.map(itemName).join('、') },
          ]}
        />
      </section>
      {grant.scope !== null && more.length > 0 && (
        <section class="sheet stack" aria-labelledby="more">
          <h2 id="more">申请增加事项</h2>
          {asked && (
            <Notice kind="wait" title="正等法定代表人或管理员决定">
              已经申请：{asked.map(itemName).join('、')}。再提交一次，会替换这次申请。
            </Notice>
          )}
          <form method="post" action="/center/grant" class="fields">
            <ItemBoxes
              label="想增加哪些事项"
              hint="提交以后，由法定代表人或管理员决定。"
              groups={more}
              chosen={asked ?? []}
              error={error}
            />
            <Button kind="primary">提交申请</Button>
          </form>
        </section>
      )}
    </div>
  )
}
