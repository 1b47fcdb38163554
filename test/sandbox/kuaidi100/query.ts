/** The query for servers: one form, signed; refusals come with status 200, as the platform answers them. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { faulty } from '../faults.ts'
import { type Com, findParcel, isCom, type LineRow, linesOf, mayAsk, WANT_PHONE } from './parcels.ts'

const Param = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    com: v.string(),
    num: v.pipe(v.string(), v.minLength(6), v.maxLength(32)),
    phone: v.optional(v.string(), ''),
    resultv2: v.optional(v.picklist(['0', '1']), '0'),
  }),
)
type Param = v.InferOutput<typeof Param>

const refusal = (returnCode: string, message: string) => ({ result: false, returnCode, message })
const COMPLAINTS = {
  incomplete: refusal('400', '提交的数据不完整'),
  company: refusal('400', '找不到对应公司'),
  phone: refusal('408', '快递公司参数异常：验证码错误'),
  /** The platform documents no code for it: it locks the waybill for a day. Nobody should miss that here. */
  often: refusal('408', '快递公司参数异常：同一单号查询太频繁，请间隔半小时以上'),
  nothing: refusal('500', '查询无结果，请隔段时间再查'),
  signature: refusal('503', '验证签名失败'),
  used_up: refusal('601', 'KEY已过期'),
} as const

/** `sign`: upper-case MD5 over param, key and customer. */
function isSigned(form: URLSearchParams, env: Env['Bindings']): boolean {
  const [param, customer, sign] = ['param', 'customer', 'sign'].map((name) => form.get(name) ?? '')
  const expected = createHash('md5')
    .update(`${param}${env.KUAIDI100_KEY}${env.KUAIDI100_CUSTOMER}`)
    .digest('hex')
    .toUpperCase()
  const same = sign?.length === expected.length && timingSafeEqual(Buffer.from(sign), Buffer.from(expected))
  return same && customer === env.KUAIDI100_CUSTOMER
}

/** Local time of China. */
const timeOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const told = ({ at, context, status }: LineRow, { resultv2 }: Param) => ({
  ...{ time: timeOf(at), ftime: timeOf(at), context },
  ...(resultv2 === '1' && { status, areaCode: null, areaName: null }),
})

async function answer(c: Context<Env>, com: Com, asked: Param) {
  const { num, phone } = asked
  if (!(await mayAsk(c.env.DB, com, num, Date.now()))) return COMPLAINTS.often
  const [parcel, lines] = [await findParcel(c.env.DB, com, num), await linesOf(c.env.DB, com, num)]
  const tail = parcel?.phone.slice(-4) ?? ''
  if (WANT_PHONE.includes(com) && (phone === '' || (tail !== '' && !phone.endsWith(tail))))
    return COMPLAINTS.phone
  if (!parcel || lines.length === 0) return COMPLAINTS.nothing
  return {
    ...{ message: 'ok', nu: num, ischeck: parcel.state === '3' ? '1' : '0', com, status: '200' },
    ...{ state: parcel.state, condition: 'F00', data: lines.map((line) => told(line, asked)) },
  }
}

/** Its answers bear no signature, so `bad_signature` changes nothing; asking twice is asking too often. */
export const query = new Hono<Env>().post('/poll/query.do', faulty('express'), async (c) => {
  const form = new URLSearchParams(await c.req.text())
  const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true
  const asked = v.safeParse(Param, form.get('param'))
  if (!isForm || !asked.success) return c.json(COMPLAINTS.incomplete)
  if (!isSigned(form, c.env)) return c.json(COMPLAINTS.signature)
  if (c.var.fault?.name === 'deny') return c.json(COMPLAINTS.used_up)
  const { com } = asked.output
  if (!isCom(com)) return c.json(COMPLAINTS.company)
  return c.json(await answer(c, com, asked.output))
})
