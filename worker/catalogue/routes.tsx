/** The catalogue: list, item, themes, search, and the region that they are looked at from. For anyone. */
import { type Context, Hono } from 'hono'
import { findItem, searchItems } from '../../schema/catalogue.ts'
import { countiesOf, topRegions } from '../../schema/fields/region.ts'
import { foldLine } from '../../schema/fields/text.ts'
import { RegionPicker } from '../../widgets/region-picker/region-picker.tsx'
import { allow, allowOperator } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { ownAddress } from '../lib/own-address.ts'
import { refuse, view } from '../lib/page/view.tsx'
import { chooseRegion, chosenRegion } from '../lib/region.ts'
import { shownNotice } from '../notices/acts.ts'
import { searchNotices } from '../notices/store.ts'
import { currentItem, currentItems } from './acts.ts'
import { addFavourite, dropFavourite, listFavourites } from './favourites-store.ts'
import { ItemPage } from './item-page.tsx'
import { Items, placeOf, SearchResults, Themes, titleOf } from './page.tsx'
import { notForRegion, readFilter } from './rules.ts'

const LONGEST_SEARCH = 60
const FOUND_NOTICES = 20

const at = (c: Context<Env>) => ({ env: c.env, now: c.var.now })

const groups = () => topRegions().map(({ code, name }) => ({ code, name, counties: countiesOf(code) }))

export const catalogueRoutes = new Hono<Env>()
  .get('/items', allow('anyone'), async (c) => {
    const filter = readFilter(c.req.query(), chosenRegion(c))
    const page = { title: titleOf(filter), wide: true, nav: { current: placeOf(filter) } }
    return view(c, page, <Items filter={filter} items={await currentItems(at(c))} />)
  })
  .get('/items/:code', allow('anyone'), async (c) => {
    const item = await currentItem(at(c), c.req.param('code'))
    if (!item) return refuse(c, 'not_found')
    // Where nothing was chosen, the unit's own region counts.
    const operator = await c.var.signedIn()
    const elsewhere = notForRegion(item, chosenRegion(c) ?? operator?.unit.region)
    const favourite = operator && (await listFavourites(c.env.DB, operator)).includes(item.code)
    const page = { title: item.name, nav: {} }
    return view(c, page, <ItemPage item={item} elsewhere={elsewhere} favourite={favourite} />)
  })
  .post('/items/:item/favourite', allowOperator(), async (c) => {
    const code = c.req.param('item')
    if (!findItem(code)) return refuse(c, 'not_found')
    const keeps = (await formOf(c)).get('keep') !== 'no'
    const { operator, now } = c.var
    await (keeps
      ? addFavourite(c.env.DB, operator, code, now)
      : dropFavourite(c.env.DB, operator, code)
    ).run()
    return c.redirect(`/items/${code}`, 303)
  })
  .get('/themes', allow('anyone'), async (c) =>
    view(
      c,
      { title: '主题服务', wide: true, nav: { current: '/themes' } },
      <Themes items={await currentItems(at(c))} />,
    ),
  )
  .get('/search', allow('anyone'), async (c) => {
    const query = foldLine(c.req.query('q') ?? '').slice(0, LONGEST_SEARCH)
    const found = {
      items: searchItems(query, await currentItems(at(c))),
      notices: (await searchNotices(c.env.DB, query, FOUND_NOTICES)).map(shownNotice),
    }
    return view(
      c,
      { title: '搜索', wide: true, nav: { query } },
      <SearchResults query={query} found={found} />,
    )
  })
  .get('/region', allow('anyone'), (c) =>
    view(
      c,
      { title: '选择地区', nav: {} },
      <div class="sheet stack">
        <h1>选择地区</h1>
        <p class="lead">有的事项只在一个市办理。选了地区，服务清单只列那里能办的。</p>
        <RegionPicker
          groups={groups()}
          chosen={chosenRegion(c)}
          back={ownAddress(c.req.query('back'), c.env.ORIGIN)}
        />
      </div>,
    ),
  )
  .post('/preferences/region', allow('anyone'), async (c) => {
    const form = await formOf(c)
    chooseRegion(c, String(form.get('region') ?? ''))
    return c.redirect(ownAddress(form.get('back'), c.env.ORIGIN), 303)
  })
