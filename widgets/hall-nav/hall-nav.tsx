import { Button } from '../ui/button.tsx'

export interface HallNavProps {
  /** The place that is open: one of the addresses below. */
  current?: string | undefined
  /** What was searched for. */
  query?: string | undefined
}

const PLACES = [
  ['/', '大厅首页'],
  ['/items?whose=person', '个人办事'],
  ['/items?whose=unit', '单位办事'],
  ['/items?kind=query', '查询服务'],
  ['/items', '服务清单'],
  ['/themes', '主题服务'],
  ['/notices', '公示公告'],
] as const

/** Where things are in the hall, and the search; on the hall's own pages, not while somebody is at a task. */
export function HallNav({ current, query }: HallNavProps) {
  return (
    <div class="hall-nav">
      <div class="hall-nav-inner">
        <nav aria-label="大厅导航">
          <ul class="hall-nav-places">
            {PLACES.map(([href, label]) => (
              <li key={href}>
                <a href={href} aria-current={href === current ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <search class="hall-search">
          <form action="/search">
            <label class="unseen" for="hall-search">
              搜索事项和公告
            </label>
            <input
              class="input"
              id="hall-search"
              name="q"
              defaultValue={query}
              placeholder="搜事项、公告，例如：工伤"
              maxLength={60}
              autocomplete="off"
            />
            <Button>搜索</Button>
          </form>
        </search>
      </div>
    </div>
  )
}
