import * as v from 'valibot'
import { ok, type Result } from '../../lib/result.ts'
import { call, fault, type Line } from '../call.ts'
import type { PartnerFault } from '../fault.ts'
import { type AlipayKeys, commonParameters, orderNumber, readAnswer, sign } from './alipay-gateway.ts'
import type { FaceOutcome, FaceVerification } from './port.ts'

const INITIALIZE = 'alipay.user.certify.open.initialize'
const CERTIFY = 'alipay.user.certify.open.certify'
const QUERY = 'alipay.user.certify.open.query'

export type AlipayConfig = { gateway: string; appId: string }

const Initialized = v.looseObject({ certify_id: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)) })
const Queried = v.looseObject({ passed: v.picklist(['T', 'F']), fail_reason: v.optional(v.string(), '') })

/** Face verification by the Alipay open API (`alipay.user.certify.open.*`, `biz_code=FACE`, RSA2). */
export function alipay(config: AlipayConfig, keys: AlipayKeys, line: Line): FaceVerification {
  const signed = (method: string, bizContent: object, now: number) =>
    sign(
      { ...commonParameters(config.appId, method, now), biz_content: JSON.stringify(bizContent) },
      keys.privateKey,
    )

  /** Common parameters go into the address and `biz_content` into the body, so that no person is in an address. */
  async function request(method: string, bizContent: object, now: number): Promise<Request> {
    const { biz_content = '', ...common } = await signed(method, bizContent, now)
    return new Request(`${config.gateway}?${new URLSearchParams(common)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ biz_content }).toString(),
    })
  }

  /** Sends a call whose effect is the same when sent twice, and reads what its signed answer holds. */
  const ask = <T>(method: string, bizContent: object, schema: v.GenericSchema<unknown, T>, attempts: 1 | 2) =>
    call<T>(line, {
      attempts,
      request: (now) => request(method, bizContent, now),
      async read(reply): Promise<Result<T, PartnerFault>> {
        const answer = await readAnswer(reply, method, keys.alipayPublicKey)
        if (!answer.ok) return answer
        const parsed = v.safeParse(schema, answer.value)
        return parsed.success ? ok(parsed.output) : fault('alipay', 'nonsense', `fields of ${method}`)
      },
    })

  return {
    async start(subject, reference, returnUrl) {
      const opened = await ask(
        INITIALIZE,
        {
          outer_order_no: await orderNumber(reference),
          biz_code: 'FACE',
          identity_param: {
            identity_type: 'CERT_INFO',
            cert_type: 'IDENTITY_CARD',
            cert_name: subject.name,
            cert_no: subject.documentNumber,
          },
          merchant_config: { return_url: returnUrl },
        },
        Initialized,
        2, // the order number makes the second the same check as the first
      )
      if (!opened.ok) return opened
      const ticket = opened.value.certify_id
      const page = await signed(CERTIFY, { certify_id: ticket }, line.now())
      return ok({ ticket, url: `${config.gateway}?${new URLSearchParams(page)}` })
    },

    async outcome(ticket) {
      const answer = await ask(QUERY, { certify_id: ticket }, Queried, 1)
      if (!answer.ok) return answer
      return ok(answer.value.passed === 'T' ? 'passed' : whyNot(answer.value.fail_reason))
    },
  }
}

/** `passed: F` means not yet done until a reason comes with it; reasons are words, so they are read loosely. */
function whyNot(reason: string): FaceOutcome {
  if (reason === '') return 'pending'
  if (reason.includes('取消')) return 'cancelled'
  return /不一致|不匹配|非本人|不是同一/.test(reason) ? 'not_same_person' : 'failed'
}
