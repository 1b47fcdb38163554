import { createHash, createHmac } from 'node:crypto'
import { Hono } from 'hono'
import * as v from 'valibot'
import { CLOCK_DRIFT_MS, type Env } from '../env.ts'
import { faulty, isNewNonce } from '../faults.ts'

const Asked = v.object({ XM: v.pipe(v.string(), v.minLength(1)), GMSFHM: v.pipe(v.string(), v.minLength(1)) })

type Verdict = '1' | '2' | '3'

/** 1 same person, 2 name differs, 3 number unknown. Numbers in no table get the answer that is set. */
async function verdict(db: D1Database, name: string, number: string): Promise<Verdict> {
  const row = await db
    .prepare(
      `SELECT (SELECT name FROM register_people WHERE document_number = ?1) AS name,
              EXISTS (SELECT 1 FROM register_mismatches WHERE document_number = ?1) AS mismatch,
              (SELECT value FROM settings WHERE key = 'unknown_person') AS unknown`,
    )
    .bind(number)
    .first<{ name: string | null; mismatch: number; unknown: string }>()
  if (row?.mismatch) return '2'
  if (row?.name) return row.name === name ? '1' : '2'
  return row?.unknown === 'match' ? '1' : '3'
}

/** The population register's one call. Its answer is signed over the question's nonce. */
export const population = new Hono<Env>().post('/person/check', faulty('population'), async (c) => {
  const now = Date.now()
  const path = c.req.path
  const signature = (first: string, timestamp: string, nonce: string, body: string) =>
    createHmac('sha256', Buffer.from(c.env.REGISTER_KEY, 'base64'))
      .update([first, path, timestamp, nonce, createHash('sha256').update(body).digest('hex')].join('\n'))
      .digest('hex')
  const [timestamp = '', nonce = ''] = [c.req.header('x-timestamp'), c.req.header('x-nonce')]

  const reply = (code: string, message: string, data?: { result: Verdict }) => {
    const body = JSON.stringify({ code, message, ...(data && { data }) })
    const broken = c.var.fault?.name === 'bad_signature'
    const signed = signature('200', String(now), broken ? `${nonce}0` : nonce, body)
    c.header('x-timestamp', String(now))
    c.header('x-signature', signed)
    return c.body(body, 200, { 'content-type': 'application/json' })
  }

  const body = await c.req.text()
  if (c.req.header('x-app-id') !== c.env.REGISTER_APP_ID) return reply('4001', '应用未登记')
  if (Math.abs(now - Number(timestamp)) > CLOCK_DRIFT_MS) return reply('4003', '时间戳过期')
  if (c.req.header('x-signature') !== signature('POST', timestamp, nonce, body))
    return reply('4002', '签名不正确')
  if (nonce.length < 16 || !(await isNewNonce(c.env.DB, 'population', nonce, now)))
    return reply('4004', '重复请求')
  if (c.var.fault?.name === 'deny') return reply('4010', '无权查询')
  const asked = v.safeParse(v.pipe(v.string(), v.parseJson(), Asked), body)
  if (!asked.success) return reply('4000', '请求内容不完整')
  return reply('0', '成功', { result: await verdict(c.env.DB, asked.output.XM, asked.output.GMSFHM) })
})
