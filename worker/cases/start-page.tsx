/** Before a case is begun: what it takes, and of a person where it is to be done. */
import type { Context } from 'hono'
import { type Item, worksIn } from '../../schema/catalogue.ts'
import { countiesOf, PROVINCIAL, regionCopy, topRegions } from '../../schema/fields/region.ts'
import { Button } from '../../widgets/ui/button.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { currentItem } from '../catalogue/acts.ts'
import type { Env } from '../lib/env.ts'
import { refused } from './draw.tsx'
import type { Front } from './front.tsx'
import { judgeStart } from './rules.ts'

interface StartProps {
  item: Item
  action: string
  /** Where the draft will be found again. */
  list: string
  /** Of a person, who says where it is to be done. */
  region?: { value: string; error?: string | undefined } | undefined
}

/** Regions that have an item: 省本级 and the cities, each before its counties. */
const placesFor = (item: Item) =>
  topRegions().map(({ code, name }) => ({
    label: name,
    options: [
      { value: code, label: countiesOf(code).length > 0 ? `${name}（市本级）` : name },
      ...countiesOf(code).map((county) => ({ value: county.code, label: county.name })),
    ].filter(({ value }) => worksIn(item, value)),
  }))

/** Before a case is begun: what it takes, and the button. */
function Start({ item, action, list, region }: StartProps) {
  const papers = item.materials ?? []
  return (
    <div class="sheet stack">
      <h1>{item.name}</h1>
      <p>{item.guide.who}</p>
      {papers.length > 0 && (
        <>
          <p>请先准备好：</p>
          <ul>
            {papers.map(({ key, label, required }) => (
              <li key={key}>{required ? label : `${label}（有的话）`}</li>
            ))}
          </ul>
        </>
      )}
      <p class="quiet">填到一半可以保存，下次在「{list}」的待提交里继续。</p>
      <form method="post" action={action} class="fields">
        {region && (
          <Select
            name="region"
            label="在哪里办"
            hint="选您参保或发卡的地方，由那里的窗口办理。"
            options={[{ value: '', label: '请选择' }]}
            groups={placesFor(item).filter(({ options }) => options.length > 0)}
            value={region.value}
            error={region.error}
            required
          />
        )}
        <div class="actions">
          <Button kind="primary">开始填写</Button>
        </div>
      </form>
      <p>
        <a href={`/items/${item.code}`}>看办事指南</a>
      </p>
    </div>
  )
}

/** Any region of the item will do to look at what it takes; a person says theirs on that page. */
const someRegion = (front: Front, c: Context<Env>, item: Item | undefined) =>
  front.drawer === 'unit_case' ? front.region(c) : (item?.regions?.[0] ?? PROVINCIAL.code)

/** What a case takes, before it is begun. */
export async function startPage(c: Context<Env>, front: Front, error?: keyof typeof regionCopy) {
  const code = c.req.param('item') ?? ''
  const now = await currentItem({ env: c.env, now: c.var.now }, code)
  const item = judgeStart(now, front.whose, someRegion(front, c, now))
  if (!item.ok) return refused(c, front, item.error)
  if (!front.filer(c).may({ file: code })) return refused(c, front, 'case_not_allowed')
  const region =
    front.drawer === 'person_case' ? { value: front.region(c), error: error && regionCopy[error] } : undefined
  return front.view(
    c,
    { title: item.value.name, ...(error && { status: 422 }) },
    <Start item={item.value} action={`${front.path}/new/${code}`} list={front.name} region={region} />,
  )
}
