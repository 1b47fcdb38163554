import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { type Bindings, CLOCK_DRIFT_MS } from '../env.ts'

export type Parameters = Record<string, string>

/** An answer of the gateway: code and message, and what the method adds. */
export type Answer = {
  code: string
  msg: string
  sub_code?: string
  sub_msg?: string
  [field: string]: unknown
}

const REQUIRED = ['app_id', 'method', 'sign', 'sign_type', 'timestamp', 'version', 'biz_content'] as const

/** What is signed: all but `sign` and the empty ones, in the order of their names. */
function content(parameters: Parameters): string {
  const names = Object.keys(parameters).filter((name) => name !== 'sign' && parameters[name])
  return names
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')
}

function isSigned(parameters: Parameters, publicKey: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  return verify(
    'RSA-SHA256',
    Buffer.from(content(parameters)),
    key,
    Buffer.from(parameters.sign ?? '', 'base64'),
  )
}

const invalid = (what: string, message: string): Answer => ({
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: `isv.invalid-${what}`,
  sub_msg: message,
})

/**
 * Checks a call as the gateway does; `undefined` when it may go on. `validForMs` is how long ago it may have
 * been signed: minutes for a call between servers, longer for a link that a person opens.
 */
export function objection(
  parameters: Parameters,
  env: Bindings,
  now: number,
  validForMs = CLOCK_DRIFT_MS,
): Answer | undefined {
  const missing = REQUIRED.find((name) => !parameters[name])
  if (missing) {
    const sub_code = `isv.missing-${missing.replace('_', '-')}`
    return { code: '40001', msg: 'Missing Required Arguments', sub_code, sub_msg: `缺少${missing}参数` }
  }
  if (parameters.app_id !== env.ALIPAY_APP_ID) return invalid('app-id', '无效的AppID参数')
  if (parameters.sign_type !== 'RSA2') return invalid('signature-type', '无效的签名类型')
  if (parameters.charset !== 'utf-8') return invalid('charset', '字符集错误')
  if (parameters.version !== '1.0') return invalid('version', '无效的版本')
  const written = parameters.timestamp ?? ''
  const at = Date.parse(`${written.replace(' ', 'T')}+08:00`)
  const wellFormed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written)
  if (!wellFormed || at > now + CLOCK_DRIFT_MS || at < now - validForMs) {
    return invalid('timestamp', '非法的时间戳参数')
  }
  return isSigned(parameters, env.ALIPAY_MERCHANT_PUBLIC_KEY)
    ? undefined
    : invalid('signature', '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配')
}

/** Writes a signed answer the way the gateway does, slashes escaped, so that only its exact bytes verify. */
export function signedAnswer(method: string, answer: Answer, env: Bindings, broken: boolean): string {
  const inner = JSON.stringify(answer).replaceAll('/', '\\/')
  const der = Buffer.from(env.ALIPAY_PRIVATE_KEY, 'base64')
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const signature = sign('RSA-SHA256', Buffer.from(broken ? `${inner} ` : inner), key).toString('base64')
  return `{"${method.replaceAll('.', '_')}_response":${inner},"sign":"${signature}"}`
}
