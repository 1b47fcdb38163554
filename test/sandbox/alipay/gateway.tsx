/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Bindings, Env } from '../env.ts'
import { type Fault, faulty } from '../faults.ts'
import { Message } from '../phone/layout.tsx'
import { findCheck, OUTCOMES, openCheck, settle } from './checks.ts'
import { CertifyPage, SettledPage } from './pages.tsx'
import { type Answer, objection, type Parameters, signedAnswer } from './wire.ts'

/** Alipay keeps a check open for 23 hours. */
const CHECK_MS = 23 * 3_600_000

const Initialize = v.object({
  outer_order_no: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{32}$/)),
  biz_code: v.literal('FACE'),
  identity_param: v.object({
    identity_type: v.literal('CERT_INFO'),
    cert_type: v.literal('IDENTITY_CARD'),
    cert_name: v.pipe(v.string(), v.minLength(1)),
    cert_no: v.pipe(v.string(), v.regex(/^\d{17}[\dX]$/)),
  }),
  merchant_config: v.object({ return_url: v.pipe(v.string(), v.url()) }),
})
const Certificate = v.object({ certify_id: v.string() })

const success = (fields: object): Answer => ({ code: '10000', msg: 'Success', ...fields })
const business = (sub_code: string, sub_msg: string): Answer => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code,
  sub_msg,
})
const INVALID = business('INVALID_PARAMETER', '参数有误')

/** What `query` tells of a check that did not pass; nothing of one still open. */
const FAIL_REASONS: Record<string, string> = {
  failed: '刷脸认证未通过',
  other_face: '人脸比对不一致，非本人操作',
  cancelled: '用户取消认证',
}

async function initialize(biz: unknown, env: Bindings, fault: Fault | undefined): Promise<Answer> {
  const asked = v.safeParse(Initialize, biz)
  if (!asked.success) return INVALID
  const { outer_order_no, identity_param, merchant_config } = asked.output
  const check = {
    order_number: outer_order_no,
    name: identity_param.cert_name,
    document_number: identity_param.cert_no,
    return_url: merchant_config.return_url,
  }
  const opened = await openCheck(env.DB, check, Date.now())
  if (opened?.document_number !== check.document_number || opened.name !== check.name) return INVALID
  if (fault?.name !== 'twice') return success({ certify_id: opened.certify_id })
  const second = await openCheck(env.DB, { ...check, order_number: `${outer_order_no}-2` }, Date.now())
  return success({ certify_id: second?.certify_id })
}

async function query(biz: unknown, env: Bindings): Promise<Answer> {
  const asked = v.safeParse(Certificate, biz)
  const check = asked.success ? await findCheck(env.DB, asked.output.certify_id) : null
  if (!check) return business('CERTIFY_ID_NOT_EXIST', '认证单不存在')
  if (check.outcome === 'passed') return success({ passed: 'T', identity_info: '{}', material_info: '{}' })
  const reason = FAIL_REASONS[check.outcome]
  return success({ passed: 'F', ...(reason === undefined ? {} : { fail_reason: reason }) })
}

function readBiz(parameters: Parameters): unknown {
  try {
    return JSON.parse(parameters.biz_content ?? '')
  } catch {
    return undefined
  }
}

async function answer(parameters: Parameters, env: Bindings, fault: Fault | undefined): Promise<Answer> {
  const objected = objection(parameters, env, Date.now())
  if (objected) return objected
  if (fault?.name === 'deny') {
    return { code: '40006', msg: 'Insufficient Permissions', sub_code: 'isv.insufficient-isv-permissions' }
  }
  const biz = readBiz(parameters)
  if (parameters.method === 'alipay.user.certify.open.initialize') return initialize(biz, env, fault)
  if (parameters.method === 'alipay.user.certify.open.query') return query(biz, env)
  return {
    code: '40002',
    msg: 'Invalid Arguments',
    sub_code: 'isv.invalid-method',
    sub_msg: '不存在的方法名',
  }
}

/** Alipay: the gateway for servers, and the certify page that its signed link opens on the phone. */
export const alipay = new Hono<Env>()
  .post('/gateway.do', faulty('alipay'), async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const parameters = { ...c.req.query(), ...Object.fromEntries(form) }
    const reply = await answer(parameters, c.env, c.var.fault)
    const broken = c.var.fault?.name === 'bad_signature'
    c.header('content-type', 'text/html;charset=utf-8')
    return c.body(signedAnswer(parameters.method ?? 'error', reply, c.env, broken))
  })
  .get('/gateway.do', async (c) => {
    const parameters = c.req.query()
    const objected = objection(parameters, c.env, Date.now(), CHECK_MS)
    const asked = v.safeParse(Certificate, readBiz(parameters))
    const check = asked.success ? await findCheck(c.env.DB, asked.output.certify_id) : null
    if (objected || !check || parameters.method !== 'alipay.user.certify.open.certify') {
      const why = objected?.sub_msg ?? '没有这一次认证'
      return c.html(
        <Message title="这个认证链接用不了" text={`${why}。请回到电脑上重新生成二维码。`} tone="bad" />,
        400,
      )
    }
    return c.html(<CertifyPage check={check} />)
  })
  .post('/certify/:id', async (c) => {
    const outcome = v.safeParse(v.picklist(OUTCOMES), (await c.req.formData()).get('outcome'))
    const id = c.req.param('id')
    const settled = outcome.success && (await settle(c.env.DB, id, outcome.output))
    const check = await findCheck(c.env.DB, id)
    if (!check)
      return c.html(<Message title="没有这一次认证" text="请回到电脑上重新生成二维码。" tone="bad" />, 404)
    return settled
      ? c.html(<SettledPage check={check} />)
      : c.html(
          <Message title="这次认证已经结束" text="结果不能再改。需要时请在电脑上重新认证。" tone="bad" />,
          409,
        )
  })
