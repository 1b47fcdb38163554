/** The unit centre's home: which unit this is, what is under way, and where to begin. */
import type { Item } from '../../schema/catalogue.ts'
import { regionName } from '../../schema/fields/region.ts'
import type { Session } from '../../schema/session.ts'
import { roleNames } from '../../schema/session.ts'
import { CaseCounters, type CaseCountersProps } from '../../widgets/case-counters/case-counters.tsx'
import { ItemList } from '../../widgets/item-list/item-list.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'

/** 18 characters in groups that the eye can hold; copying gives them without gaps. */
const grouped = (code: string) =>
  code
    .match(/^(..)(......)(.........)(.)$/)
    ?.slice(1)
    .map((part) => (
      <span key={part} class="code-group">
        {part}
      </span>
    )) ?? code

const ENTRIES = [
  ['/items?whose=unit', '办事', '看单位能办的全部事项，在线填写、提交。'],
  ['/items?kind=query', '查询', '参保、缴费和事业单位的各种查询。'],
] as const

interface CenterProps {
  session: Session
  /** Days left of the operator's own grant, once it is time to say so. */
  daysLeft: number | undefined
  /** Grants of others that end soon, for whoever may renew them. */
  ending: number
  cases: CaseCountersProps
  /** Items that many units need, and those that the operator wants at hand. */
  recommended: readonly Item[]
  favourites: readonly Item[]
}

/** Items to begin with, where there are any. */
function Items({ id, title, items }: { id: string; title: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ItemList items={items} level="h3" />
    </section>
  )
}

/** In time for somebody to renew it. */
function EndsSoon({ daysLeft, ending }: Pick<CenterProps, 'daysLeft' | 'ending'>) {
  return (
    <>
      {daysLeft !== undefined && (
        <Notice kind="wait" title={`您的授权还剩 ${daysLeft} 天`}>
          到期以后不能再办。请提前联系给您授权的人更新期限，期限在<a href="/center/grant">我的授权</a>里看。
        </Notice>
      )}
      {ending > 0 && (
        <Notice kind="wait" title={`有 ${ending} 个人的授权在 30 天内到期`}>
          到期以后他们不能再办。还要他们办的，请到<a href="/center/operators">经办人管理</a>更新期限。
        </Notice>
      )}
    </>
  )
}

export function Center({ session, daysLeft, ending, cases, recommended, favourites }: CenterProps) {
  const { unit, operator } = session
  return (
    <div class="stack">
      <h1>{unit.name}</h1>
      <EndsSoon daysLeft={daysLeft} ending={ending} />
      <CaseCounters {...cases} />
      <section class="sheet stack" aria-labelledby="unit">
        <h2 id="unit">单位信息</h2>
        <SummaryList
          rows={[
            { name: '统一社会信用代码', value: <span class="code">{grouped(unit.creditCode)}</span> },
            { name: '单位编号', value: <span class="digits">{unit.unitNumber}</span> },
            { name: '登记地', value: regionName(unit.region) ?? '省外' },
            { name: '当前操作人', value: `${roleNames[operator.role]} ${operator.name}` },
          ]}
        />
        <p>
          <a href="/center/unit">查看全部单位信息</a>
        </p>
      </section>
      <Items id="favourites" title="收藏" items={favourites} />
      <Items id="recommended" title="推荐" items={recommended} />
      <ul class="cards">
        {ENTRIES.map(([href, title, words]) => (
          <li key={href} class="sheet card-link">
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p class="quiet">{words}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
