/** The unit centre's home: which unit this is, what is under way, and where to begin. */
import type { Item } from '../../schema/catalogue.ts'
import { regionName } from '../../schema/fields/region.ts'
import type { Session } from '../../schema/session.ts'
import { roleNames } from '../../schema/session.ts'
import { CaseCounters, type CaseCountersProps } from '../../widgets/case-counters/case-counters.tsx'
import { ItemList } from '../../widgets/item-list/item-list.tsx'
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

export function Center({ session, cases, recommended, favourites }: CenterProps) {
  const { unit, operator } = session
  return (
    <div class="stack">
      <h1>{unit.name}</h1>
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
