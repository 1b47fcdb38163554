/** The unit centre: who is signed in, and the ways to the account's own pages. */

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
  ['/center/cases', '单位办件', '办到哪一步、要补什么、结果怎样，都在这里。'],
  ['/center/workbench', '我的工作台', '要先由本单位审核的办件在这里审核。'],
  ['/center/operators', '经办人管理', '添加管理员和经办人，管理他们的期限和可以办理的事项。'],
  ['/center/sessions', '登录设备', '看看账号在哪些设备上登录着，不认识的可以马上退出。'],
  ['/center/apps', '软件接入', '让本单位的人事软件直接读取大厅里的信息，可以随时停用。'],
  ['/center/activity', '账号动态', '谁在什么时候、从哪里登录或办了什么，都在这里。'],
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
