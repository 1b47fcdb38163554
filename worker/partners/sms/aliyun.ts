import * as v from 'valibot'
import { hex, randomBytes, text, utf8 } from '../../lib/bytes.ts'
import { ok } from '../../lib/result.ts'
import { call, fault, type Line } from '../call.ts'
import { readJson, sha256Hex } from '../crypto.ts'
import { type PartnerFault, safeCode } from '../fault.ts'
import { authorization } from './acs3.ts'
import type { Sms, SmsTemplate } from './port.ts'

/** `endpoint` is `https://dysmsapi.aliyuncs.com/`; templates map ours to the carrier's codes (`SMS_…`). */
export type AliyunConfig = { endpoint: string; signName: string; templates: Record<SmsTemplate, string> }
export type AliyunKeys = { accessKeyId: string; accessKeySecret: string }

const Answer = v.looseObject({ Code: v.string(), BizId: v.optional(v.string()) })

/** SMS by Aliyun `SendSms` (API version 2017-05-25, V3 signature). Its answers are not signed: TLS vouches. */
export function aliyun(config: AliyunConfig, keys: AliyunKeys, line: Line): Sms {
  /** Parameters go into the form body, so that no number is in an address. */
  async function request(parameters: Record<string, string>, now: number): Promise<Request> {
    const url = new URL(config.endpoint)
    const body = new URLSearchParams(parameters).toString()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      host: url.host,
      'x-acs-action': 'SendSms',
      'x-acs-content-sha256': await sha256Hex(utf8(body)),
      'x-acs-date': new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      'x-acs-signature-nonce': hex(randomBytes(16)),
      'x-acs-version': '2017-05-25',
    }
    const signature = await authorization(
      { method: 'POST', url, headers, body },
      keys.accessKeyId,
      keys.accessKeySecret,
    )
    const { host: _, ...sent } = headers // the runtime writes `host` itself
    return new Request(url, { method: 'POST', headers: { ...sent, authorization: signature }, body })
  }

  return {
    send: (mobile, template, params) =>
      call(line, {
        attempts: 1,
        request: (now) =>
          request(
            {
              PhoneNumbers: mobile,
              SignName: config.signName,
              TemplateCode: config.templates[template],
              TemplateParam: JSON.stringify(params),
            },
            now,
          ),
        async read(reply) {
          const answer = v.safeParse(Answer, readJson(text(reply.bytes)))
          if (!answer.success)
            return fault('sms', 'nonsense', `status ${reply.status}, not the promised object`)
          const { Code, BizId } = answer.output
          if (Code !== 'OK') return fault('sms', kindOf(Code), safeCode(Code))
          return BizId ? ok({ receipt: BizId }) : fault('sms', 'nonsense', 'success without a receipt')
        },
      }),
  }
}

function kindOf(code: string): PartnerFault['kind'] {
  if (/LIMIT_CONTROL|^Throttling/.test(code)) return 'limited'
  return /^isp\.|^ServiceUnavailable|^InternalError/.test(code) ? 'unavailable' : 'refused'
}
