/** @jsxImportSource hono/jsx */
import { createHash, createHmac } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { CLOCK_DRIFT_MS, type Env } from '../env.ts'
import { faulty, isNewNonce } from '../faults.ts'
import { Message } from '../phone/layout.tsx'
import { answerCode, demoLicences, exchangeCode, findCode, openCode, waitingCodes } from './codes.ts'
import { LicenceDesk, LicencePage } from './pages.tsx'

const APP = '电子营业执照'
const Text = v.pipe(v.string(), v.minLength(1))
const Create = v.object({ site: Text, device: Text, place: Text })
const Query = v.object({ ticket: Text })
const Get = v.object({ authCode: Text })

type Answer = [code: string, message: string, data?: object]
const INCOMPLETE: Answer = ['4000', '请求内容不完整']

async function create(c: Context<Env>, body: unknown): Promise<Answer> {
  const asked = v.safeParse(Create, body)
  if (!asked.success) return INCOMPLETE
  if (c.var.fault?.name === 'twice') await openCode(c.env.DB, asked.output)
  const { ticket, ends_at } = await openCode(c.env.DB, asked.output)
  const data = { ticket, qrUrl: `${c.env.ORIGIN}/licence/scan/${ticket}`, expiresAt: ends_at }
  return ['0', '成功', data]
}

async function query(c: Context<Env>, body: unknown): Promise<Answer> {
  const asked = v.safeParse(Query, body)
  const found = asked.success ? await findCode(c.env.DB, asked.output.ticket) : null
  if (!found) return ['4004', '二维码不存在']
  if (found.state === '1') return ['0', '成功', { state: '1', authCode: found.auth_code }]
  return ['0', '成功', { state: found.state === '0' && found.ends_at < Date.now() ? '3' : found.state }]
}

async function get(c: Context<Env>, body: unknown): Promise<Answer> {
  const asked = v.safeParse(Get, body)
  if (!asked.success) return INCOMPLETE
  if (c.var.fault?.name === 'twice') await exchangeCode(c.env.DB, asked.output.authCode)
  const found = await exchangeCode(c.env.DB, asked.output.authCode)
  if (!found) return ['4005', '授权码无效']
  const { row, trust } = found
  return [
    ...(['0', '成功'] as const),
    { uniscid: row.credit_code, entName: row.unit_name, legalRep: row.legal_name, trustLevel: trust },
  ]
}

type Act = (c: Context<Env>, body: unknown) => Promise<Answer>

function readBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** One signed call; its answer is signed over the question's nonce. */
async function called(c: Context<Env>, act: Act) {
  const now = Date.now()
  const signature = (first: string, timestamp: string, nonce: string, body: string) =>
    createHmac('sha256', Buffer.from(c.env.LICENCE_KEY, 'base64'))
      .update(
        [first, c.req.path, timestamp, nonce, createHash('sha256').update(body).digest('hex')].join('\n'),
      )
      .digest('hex')
  const [timestamp = '', nonce = ''] = [c.req.header('x-timestamp'), c.req.header('x-nonce')]
  const body = await c.req.text()

  const answer = async (): Promise<Answer> => {
    if (c.req.header('x-app-id') !== c.env.LICENCE_APP_ID) return ['4001', '应用未登记']
    if (Math.abs(now - Number(timestamp)) > CLOCK_DRIFT_MS) return ['4003', '时间戳过期']
    if (c.req.header('x-signature') !== signature('POST', timestamp, nonce, body))
      return ['4002', '签名不正确']
    if (nonce.length < 16 || !(await isNewNonce(c.env.DB, 'licence', nonce, now))) return ['4006', '重复请求']
    if (c.var.fault?.name === 'deny') return ['4010', '无权调用']
    return act(c, readBody(body))
  }
  const [code, message, data] = await answer()
  const reply = JSON.stringify({ code, message, ...(data && { data }) })
  const broken = c.var.fault?.name === 'bad_signature'
  c.header('x-timestamp', String(now))
  c.header('x-signature', signature('200', String(now), broken ? `${nonce}0` : nonce, reply))
  return c.body(reply, 200, { 'content-type': 'application/json' })
}

const Over = () => (
  <Message
    app={APP}
    title="这个二维码用不了"
    text="它用过了，或者过了时间。请回到电脑上换一个新的二维码。"
    tone="bad"
  />
)

const Choice = v.object({
  licence: v.optional(v.string(), ''),
  trust: v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(4)),
  act: v.picklist(['confirm', 'refuse']),
})

/** The electronic business licence: three calls for servers, and its pages on the phone. */
export const licence = new Hono<Env>()
  .post('/code/create', faulty('licence'), (c) => called(c, create))
  .post('/code/query', faulty('licence'), (c) => called(c, query))
  .post('/licence/get', faulty('licence'), (c) => called(c, get))
  .get('/', async (c) => {
    const [codes, licences] = await Promise.all([waitingCodes(c.env.DB), demoLicences(c.env.DB)])
    return c.html(<LicenceDesk codes={codes} licences={licences} />)
  })
  .get('/scan/:ticket', async (c) => {
    const code = await findCode(c.env.DB, c.req.param('ticket'))
    if (code?.state !== '0' || code.ends_at < Date.now()) return c.html(<Over />, 410)
    return c.html(<LicencePage code={code} licences={await demoLicences(c.env.DB)} />)
  })
  .post('/scan/:ticket', async (c) => {
    const choice = v.safeParse(Choice, Object.fromEntries(await c.req.formData()))
    if (!choice.success) return c.html(<Over />, 400)
    const { act, licence, trust } = choice.output
    const answer = act === 'confirm' ? { licence, trust } : null
    if (!(await answerCode(c.env.DB, c.req.param('ticket'), answer))) return c.html(<Over />, 410)
    return c.html(
      answer ? (
        <Message app={APP} title="已确认" text="请回到电脑上继续，页面会自己往下走。" tone="good" />
      ) : (
        <Message app={APP} title="已拒绝" text="大厅知道您没有同意。" tone="calm" />
      ),
    )
  })
