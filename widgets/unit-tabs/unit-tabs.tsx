import type { ComponentChildren } from 'preact'
import { type UnitTab, unitTabs } from '../../schema/units.ts'

const UNIT = '/center/unit'
const TABS = Object.keys(unitTabs) as UnitTab[]

export interface UnitTabsProps {
  /** None for the unit's own data. */
  tab?: UnitTab | undefined
  /** The page lies below its tab. */
  below?: boolean
}

/** The parts of 单位信息, side by side. */
export function UnitTabs({ tab, below }: UnitTabsProps) {
  const tabs = [
    { href: UNIT, label: '基本信息', of: undefined },
    ...TABS.map((of) => ({ href: `${UNIT}/${of}`, label: unitTabs[of].label, of })),
  ]
  return (
    <nav class="tabs" aria-label="单位信息">
      <ul class="tabs-list tabs-many">
        {tabs.map(({ href, label, of }) => (
          <li key={href}>
            <a href={href} aria-current={of === tab ? (below ? 'true' : 'page') : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A page of 单位信息 with its heading and its tabs. */
export function UnitSheet({ children, ...tabs }: UnitTabsProps & { children: ComponentChildren }) {
  return (
    <div class="stack">
      <h1>单位信息</h1>
      <UnitTabs {...tabs} />
      {children}
    </div>
  )
}
