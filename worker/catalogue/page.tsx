/** The catalogue's pages: the list with its filter, themes, what a search found. */
import {
  audienceNames,
  boardNames,
  type Item,
  type ItemFilter,
  itemsOf,
  kindNames,
  themeNames,
} from '../../schema/catalogue.ts'
import { regionName } from '../../schema/fields/region.ts'
import { Chips } from '../../widgets/item-list/chips.tsx'
import { ItemList } from '../../widgets/item-list/item-list.tsx'
import { NoticeList, type ShownNotice } from '../../widgets/notice-list/notice-list.tsx'
import { Button } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Select } from '../../widgets/ui/select.tsx'

const options = (all: string, names: Record<string, string>) => [
  { value: '', label: all },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
]

/** What the list is called, by what it was asked for. */
export function titleOf({ whose, kind }: ItemFilter): string {
  if (kind === 'query') return '查询服务'
  if (whose) return whose === 'unit' ? '单位办事' : '个人办事'
  return '服务清单'
}

/** Which place of the navigation that is. */
export function placeOf({ whose, kind }: ItemFilter): string {
  if (kind === 'query') return '/items?kind=query'
  return whose ? `/items?whose=${whose}` : '/items'
}

export function Items({ filter, items }: { filter: ItemFilter; items: readonly Item[] }) {
  const found = itemsOf(filter, items)
  const { board, theme, audience, region, kind, whose } = filter
  const where = region === undefined ? undefined : regionName(region)
  return (
    <div class="stack">
      <h1>{titleOf(filter)}</h1>
      <form class="sheet item-filter" action="/items">
        {kind && <input type="hidden" name="kind" value={kind} />}
        {whose && <input type="hidden" name="whose" value={whose} />}
        <Select name="board" label="业务板块" options={options('全部板块', boardNames)} value={board ?? ''} />
        <Select name="theme" label="主题" options={options('全部主题', themeNames)} value={theme ?? ''} />
        <Select
          name="audience"
          label="我是"
          options={options('全部人群', audienceNames)}
          value={audience ?? ''}
        />
        <Button>筛选</Button>
      </form>
      <p role="status">
        {where ? `${where}有` : '共有'} {found.length} 项{kind ? kindNames[kind] : '服务'}。
        {where && (
          <a href={`${placeOf(filter)}${placeOf(filter).includes('?') ? '&' : '?'}region=all`}>看全省的</a>
        )}
      </p>
      {found.length > 0 ? (
        <ItemList items={found} />
      ) : (
        <Empty title="这里还没有事项">
          <p>
            {board === 'inspection'
              ? '举报投诉请拨打 12333，或到就近的劳动保障监察窗口。'
              : '请放宽一点条件，或者搜索事项的名字。'}
          </p>
        </Empty>
      )}
    </div>
  )
}

export function Themes({ items }: { items: readonly Item[] }) {
  return (
    <div class="stack">
      <h1>主题服务</h1>
      {Object.entries(themeNames).map(([theme, name]) => (
        <section key={theme} class="stack" aria-labelledby={`theme-${theme}`}>
          <h2 id={`theme-${theme}`}>{name}</h2>
          <ItemList items={itemsOf({ theme: theme as keyof typeof themeNames }, items)} level="h3" />
        </section>
      ))}
      <section class="stack" aria-labelledby="audiences">
        <h2 id="audiences">我是…</h2>
        <Chips by="audience" names={audienceNames} />
      </section>
      <section class="stack" aria-labelledby="boards">
        <h2 id="boards">按业务板块</h2>
        <Chips by="board" names={boardNames} />
      </section>
    </div>
  )
}

export interface Found {
  items: readonly Item[]
  notices: readonly ShownNotice[]
}

export function SearchResults({ query, found }: { query: string; found: Found }) {
  const { items, notices } = found
  const nothing = items.length === 0 && notices.length === 0
  return (
    <div class="stack">
      <h1>{query ? '搜索结果' : '搜索'}</h1>
      {query && (
        <p role="status">
          搜「{query}」，找到 {items.length} 个事项、{notices.length} 条公告。
        </p>
      )}
      {nothing && (
        <Empty title={query ? '没有找到' : '请输入要找的内容'}>
          <p>两个字就可以，例如「工伤」「职称」。也可以直接看服务清单。</p>
          <p>
            <a href="/items">看服务清单</a>
          </p>
        </Empty>
      )}
      {items.length > 0 && (
        <section class="stack" aria-labelledby="items">
          <h2 id="items">事项</h2>
          <ItemList items={items} level="h3" />
        </section>
      )}
      {notices.length > 0 && (
        <section class="stack" aria-labelledby="notices">
          <h2 id="notices">公示公告</h2>
          <NoticeList notices={notices} />
        </section>
      )}
    </div>
  )
}
