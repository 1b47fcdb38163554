/** The old halls' interface: check an account, confirm a legal representative. Signed both ways. */
import { createHash, createHmac } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { CLOCK_DRIFT_MS, type Env } from '../env.ts'
import { faulty, isNewNonce } from '../faults.ts'
import { findAccount, type Hall, isHall, issueTicket, type UnitRow, unitBehind, unitsOf } from './accounts.ts'

const Text = v.pipe(v.string(), v.minLength(1))
const Check = v.pipe(v.string(), v.parseJson(), v.object({ userName: Text, password: Text }))
const Confirm = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ ticket: Text, unitCode: Text, documentType: Text, documentNumber: Text }),
)

type Answer = [code: string, message: string, data?: object]

const shown = (unit: UnitRow) => ({
  unitCode: unit.unit_code,
  unitName: unit.unit_name,
  ...(unit.credit_code && { creditCode: unit.credit_code }),
  representative: {
    name: `${[...unit.name][0]}**`,
    documentType: unit.document_type,
    documentNumber: `*****${unit.document_number.slice(-4)}`,
  },
})

async function check(c: Context<Env>, hall: Hall, body: string, now: number): Promise<Answer> {
  const asked = v.safeParse(Check, body)
  if (!asked.success) return ['4000', '请求内容不完整']
  const { userName, password } = asked.output
  const account = await findAccount(c.env.DB, hall, userName)
  if (!account) return ['1002', '用户不存在']
  if (account.locked) return ['1003', '用户已锁定']
  if (account.password !== password) return ['1001', '密码不正确']
  const units = await unitsOf(c.env.DB, hall, userName)
  if (units.length === 0) return ['1004', '名下没有单位']
  if (c.var.fault?.name === 'twice') await issueTicket(c.env.DB, hall, userName, now)
  return ['0', '成功', { ticket: await issueTicket(c.env.DB, hall, userName, now), units: units.map(shown) }]
}

async function confirm(c: Context<Env>, hall: Hall, body: string, now: number): Promise<Answer> {
  const asked = v.safeParse(Confirm, body)
  if (!asked.success) return ['4000', '请求内容不完整']
  const { ticket, unitCode, documentType, documentNumber } = asked.output
  const unit = await unitBehind(c.env.DB, hall, ticket, unitCode, now)
  if (!unit) return ['1005', '核验已过期']
  const same = unit.document_type === documentType && unit.document_number === documentNumber
  return ['0', '成功', same ? { result: '1', name: unit.name } : { result: '2' }]
}

const ACTS = { check, confirm }

/** Its answers are signed over the question's nonce, with the key of the hall that was asked. */
export const legacy = new Hono<Env>().post(
  '/:hall/account/:act{check|confirm}',
  faulty('legacy'),
  async (c) => {
    const hall = c.req.param('hall')
    if (!isHall(hall)) return c.notFound()
    const now = Date.now()
    const key = (JSON.parse(c.env.LEGACY_KEYS) as Record<Hall, string>)[hall]
    const signature = (first: string, timestamp: string, nonce: string, body: string) =>
      createHmac('sha256', Buffer.from(key, 'base64'))
        .update(
          [first, c.req.path, timestamp, nonce, createHash('sha256').update(body).digest('hex')].join('\n'),
        )
        .digest('hex')
    const [timestamp = '', nonce = ''] = [c.req.header('x-timestamp'), c.req.header('x-nonce')]
    const body = await c.req.text()

    const answer = async (): Promise<Answer> => {
      if (c.req.header('x-app-id') !== c.env.LEGACY_APP_ID) return ['4001', '应用未登记']
      if (Math.abs(now - Number(timestamp)) > CLOCK_DRIFT_MS) return ['4003', '时间戳过期']
      if (c.req.header('x-signature') !== signature('POST', timestamp, nonce, body))
        return ['4002', '签名不正确']
      if (nonce.length < 16 || !(await isNewNonce(c.env.DB, 'legacy', nonce, now)))
        return ['4004', '重复请求']
      if (c.var.fault?.name === 'deny') return ['4010', '无权查询']
      return ACTS[c.req.param('act') as keyof typeof ACTS](c, hall, body, now)
    }
    const [code, message, data] = await answer()
    const reply = JSON.stringify({ code, message, ...(data && { data }) })
    const broken = c.var.fault?.name === 'bad_signature'
    c.header('x-timestamp', String(now))
    c.header('x-signature', signature('200', String(now), broken ? `${nonce}0` : nonce, reply))
    return c.body(reply, 200, { 'content-type': 'application/json' })
  },
)
