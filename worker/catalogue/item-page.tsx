/** One service item: what it is, what to bring, how it goes, and the way to have it done. */
import {
  audienceNames,
  boardNames,
  type Item,
  isCase,
  kindNames,
  placesOf,
  themeNames,
} from '../../schema/catalogue.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'

interface ItemPageProps {
  item: Item
  /** Where alone it is to be had, if not where the visitor looks from. */
  elsewhere: string | undefined
  /** Whether the operator who looks wants it at hand; undefined for everybody else. */
  favourite: boolean | undefined
}

/** What stands in place of 「办理」 where that is not to be had. */
function Way({ item, elsewhere, favourite }: ItemPageProps) {
  if (elsewhere !== undefined)
    return (
      <Notice kind="wait" title={`这个事项只在${elsewhere}办理`}>
        您现在看的是别的地区。在{elsewhere}参保的{item.audience === 'unit' ? '单位' : '人'}，请先
        <a href={`/region?back=/items/${item.code}`}>换地区</a>。
      </Notice>
    )
  if (item.notHere !== undefined)
    return (
      <Notice kind="wait" title="暂时不能在这里办">
        {item.notHere}
      </Notice>
    )
  const act = item.page && item.kind === 'query' ? '使用' : '办理'
  const open = item.page?.startsWith('/center') === false
  const signedIn = item.audience === 'unit' && favourite !== undefined
  return (
    <div class="actions">
      <ButtonLink
        kind="primary"
        href={item.page ?? `${item.audience === 'unit' ? '/center' : '/person'}/cases/new/${item.code}`}
      >
        {act}
      </ButtonLink>
      {open && <span class="quiet">不用登录。</span>}
      {!open && !signedIn && (
        <span class="quiet">{`用${item.audience === 'unit' ? '单位' : '个人'}账号登录后${act}。`}</span>
      )}
    </div>
  )
}

/** The item page's one setting of the operator's own. */
function Favourite({ code, is }: { code: string; is: boolean }) {
  return (
    <form method="post" action={`/items/${code}/favourite`}>
      <Button kind="plain" name="keep" value={is ? 'no' : 'yes'} pressed={is}>
        {is ? '已收藏，点一下取消' : '收藏到单位中心'}
      </Button>
    </form>
  )
}

export function ItemPage({ item, elsewhere, favourite }: ItemPageProps) {
  const { guide, materials = [] } = item
  const bring = [
    ...(guide.bring ?? []),
    ...materials.map(({ label, required }) => (required ? label : `${label}（有的话）`)),
  ]
  const tags = [
    ...item.themes.map((theme) => ({ href: `/items?theme=${theme}`, label: themeNames[theme] })),
    ...item.audiences.map((who) => ({ href: `/items?audience=${who}`, label: audienceNames[who] })),
  ]
  return (
    <article class="stack">
      <h1>{item.name}</h1>
      <Way item={item} elsewhere={elsewhere} favourite={favourite} />
      {item.notice !== undefined && <Notice title={item.notice} />}
      {favourite !== undefined && <Favourite code={item.code} is={favourite} />}
      <section class="sheet stack" aria-labelledby="guide">
        <h2 id="guide">办事指南</h2>
        <SummaryList
          rows={[
            { name: '谁可以办', value: guide.who },
            { name: '业务板块', value: `${boardNames[item.board]}，${kindNames[item.kind]}` },
            { name: '办理地区', value: placesOf(item) ?? '全省' },
            { name: '办理时限', value: guide.time },
            { name: '收费', value: guide.cost },
            ...(item.delivers ? [{ name: '结果', value: '文书快递送达，也可以到窗口领取' }] : []),
          ]}
        />
        {bring.length > 0 && (
          <>
            <h3>要准备什么</h3>
            <ul>
              {bring.map((paper) => (
                <li key={paper}>{paper}</li>
              ))}
            </ul>
            {isCase(item) && <p class="quiet">PDF、JPG、PNG、XLSX 或 DOCX，每个不超过 20 MB，最多 20 个。</p>}
          </>
        )}
        <h3>怎样办</h3>
        <ol>
          {guide.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <nav aria-label="相关事项">
        <ul class="chips">
          {tags.map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
    </article>
  )
}
