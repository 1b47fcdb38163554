import { Button } from '../ui/button.tsx'

export interface HallNavProps {
  /** The place that is open: one of the addresses below. */
  current?: string | undefined
  /** What was searched for. */
  query?: string | undefined
  /** 「省本级」, or the city or county chosen. */
  region: string
  /** Where the visitor is; the choice of a region comes back here. */
  path: string
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
export function HallNav({ current, query, region, path }: HallNavProps) {
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
          <p class="hall-nav-region">
            地区：{region}
            <a href={`/region?back=${encodeURIComponent(path)}`}>换地区</a>
          </p>
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
