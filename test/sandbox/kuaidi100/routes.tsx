/** @jsxImportSource hono/jsx */
/** Kuaidi100: the query for servers, and the pages on which a parcel is handed in and moved on by hand. */
import { randomInt } from 'node:crypto'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { Message } from '../phone/layout.tsx'
import { ParcelDesk, ParcelPage, pathOf } from './pages.tsx'
import {
  CARRIERS,
  type Com,
  findParcel,
  isCom,
  latestParcels,
  linesOf,
  moveParcel,
  STEP_NAMES,
  saveParcel,
} from './parcels.ts'
import { query } from './query.ts'

const NewParcel = v.object({
  com: v.picklist(Object.keys(CARRIERS) as Com[]),
  num: v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^([0-9A-Z]{8,30})?$/)),
  phone: v.pipe(v.string(), v.trim(), v.regex(/^(1[3-9]\d{9})?$/)),
})

const madeUp = () => `11${String(randomInt(1e11)).padStart(11, '0')}`
const Unknown = () => (
  <Message title="没有这件快递" text="请回到快递列表，先把它交给快递员。" tone="bad" app="快递100" />
)

export const kuaidi100 = new Hono<Env>()
  .route('/', query)
  .get('/', async (c) => c.html(<ParcelDesk parcels={await latestParcels(c.env.DB)} hall={c.env.HALL} />))
  .post('/parcels', async (c) => {
    const parcel = v.safeParse(NewParcel, Object.fromEntries(await c.req.formData()))
    if (!parcel.success) {
      const text = '快递单号是 8 到 30 位数字和字母，手机号码是 11 位。请返回上一页改好。'
      return c.html(<Message title="没有交成" text={text} tone="bad" app="快递100" />, 422)
    }
    const { com, phone } = parcel.output
    const num = parcel.output.num || madeUp()
    await saveParcel(c.env.DB, com, num, phone)
    return c.redirect(pathOf({ com, num }), 303)
  })
  .get('/parcels/:com/:num', async (c) => {
    const { com, num } = c.req.param()
    const parcel = isCom(com) ? await findParcel(c.env.DB, com, num) : null
    if (!parcel) return c.html(<Unknown />, 404)
    return c.html(<ParcelPage parcel={parcel} lines={await linesOf(c.env.DB, parcel.com, num)} />)
  })
  .post('/parcels/:com/:num', async (c) => {
    const { com, num } = c.req.param()
    const step = v.safeParse(v.picklist(STEP_NAMES), (await c.req.formData()).get('step'))
    const parcel = isCom(com) ? await findParcel(c.env.DB, com, num) : null
    if (!parcel || !step.success) return c.html(<Unknown />, 404)
    await moveParcel(c.env.DB, parcel.com, num, step.output, Date.now())
    return c.redirect(pathOf(parcel), 303)
  })
