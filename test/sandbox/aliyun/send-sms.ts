import { Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { faulty, isNewNonce } from '../faults.ts'
import { deliver, deliverAgain } from './messages.ts'
import { objection } from './wire.ts'

/** Params of the template that the hall registered: a code of 4 to 6 digits. */
const CodeParams = v.object({ code: v.pipe(v.string(), v.regex(/^\d{4,6}$/)) })

function readParams(json: string) {
  try {
    return v.safeParse(CodeParams, JSON.parse(json))
  } catch {
    return { success: false } as const
  }
}

/** Aliyun `SendSms`, API version 2017-05-25. Business errors come with status 200, gateway errors with 4xx. */
export const aliyun = new Hono<Env>().post('/', faulty('sms'), async (c) => {
  const reply = (Code: string, Message: string, more: object = {}, status: 200 | 400 | 404 = 200) =>
    c.json({ RequestId: crypto.randomUUID().toUpperCase(), Message, Code, ...more }, status)
  const now = Date.now()
  const body = await c.req.text()
  const refusal = objection(c.req.raw, body, c.env, now)
  if (refusal)
    return reply(refusal.code, refusal.message, { HostId: new URL(c.env.ORIGIN).host }, refusal.status)
  const nonce = c.req.header('x-acs-signature-nonce') ?? ''
  if (nonce === '' || !(await isNewNonce(c.env.DB, 'sms', nonce, now))) {
    return reply('SignatureNonceUsed', 'Specified signature nonce was used already.', {}, 400)
  }
  if (c.req.header('x-acs-action') !== 'SendSms' || c.req.header('x-acs-version') !== '2017-05-25') {
    return reply(
      'InvalidAction.NotFound',
      'Specified api is not found, please check your url and method.',
      {},
      404,
    )
  }
  if (c.var.fault?.name === 'deny') return reply('isv.OUT_OF_SERVICE', '业务停机')

  const asked = { ...c.req.query(), ...Object.fromEntries(new URLSearchParams(body)) }
  const mobile = asked.PhoneNumbers ?? ''
  if (!/^1[3-9]\d{9}$/.test(mobile)) return reply('isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误')
  if (asked.SignName !== c.env.ALIYUN_SIGN_NAME) return reply('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法')
  if (asked.TemplateCode !== c.env.ALIYUN_CODE_TEMPLATE)
    return reply('isv.SMS_TEMPLATE_ILLEGAL', '短信模版不合法')
  const params = readParams(asked.TemplateParam ?? '')
  if (!params.success) return reply('isv.TEMPLATE_MISSING_PARAMETERS', '模版缺少变量')

  const receipt = `${now}${Math.floor(Math.random() * 1e5)}^0`
  const text = `【${asked.SignName}】您的验证码是 ${params.output.code}，请勿告诉他人。如非本人操作，请不必理会。`
  const limit = await deliver(c.env.DB, { receipt, mobile, text, params: JSON.stringify(params.output) }, now)
  if (limit) return reply('isv.BUSINESS_LIMIT_CONTROL', limit)
  if (c.var.fault?.name === 'twice') await deliverAgain(c.env.DB, receipt)
  return reply('OK', 'OK', { BizId: receipt })
})
