import { Icon } from '../ui/icon.tsx'
import { accountEntries, type CenterEntry, centerEntries, entryOf } from './entries.ts'

export interface CenterNavProps {
  /** The page that is open, without its query. */
  path: string
  /** Whether the operator keeps the unit's affairs: a handler is not shown what leads nowhere for them. */
  keeps: boolean
  /** The items that a handler was granted. */
  scope?: readonly string[]
  /** How many things wait on a page, by its address: the workbench shows it. */
  counts?: Record<string, number>
}

function Entry({ entry: { href, label }, path, counts }: CenterNavProps & { entry: CenterEntry }) {
  const count = counts?.[href]
  const words = (
    <>
      {label}
      {count !== undefined && (
        <span class="center-count digits">
          {count}
          <span class="unseen"> 件</span>
        </span>
      )}
    </>
  )
  const here = entryOf(path) === href && (path === href ? 'page' : 'true')
  return (
    <a class="center-entry" href={href} aria-current={here || undefined}>
      {words}
    </a>
  )
}

function Entries({ of, ...props }: CenterNavProps & { of: readonly CenterEntry[] }) {
  return (
    <ul class="center-list">
      {of
        .filter(({ keepers, item }) => props.keeps || !(keepers || (item && !props.scope?.includes(item))))
        .map((entry) => (
          <li key={entry.href}>
            <Entry entry={entry} {...props} />
          </li>
        ))}
    </ul>
  )
}

const Lists = (props: CenterNavProps) => (
  <>
    <Entries of={centerEntries} {...props} />
    <Entries of={accountEntries} {...props} />
  </>
)

/**
 * The way through the unit centre: a column beside the page, and on a phone a sheet above it that opens by a press,
 * without a script. The home's sheet is open from the start, for there the way on is what somebody came for.
 */
export function CenterNav(props: CenterNavProps) {
  return (
    <nav class="center-nav" aria-label="单位中心">
      <div class="center-column">
        <Lists {...props} />
      </div>
      <details class="center-sheet" open={props.path === '/center'}>
        <summary class="center-opener">
          单位中心菜单
          <Icon name="down" />
        </summary>
        <Lists {...props} />
      </details>
    </nav>
  )
}
