import * as v from 'valibot'
import { fromBase64, text, utf8 } from '../../lib/bytes.ts'
import { ok, type Result } from '../../lib/result.ts'
import { fault, type Reply } from '../call.ts'
import { base64, readJson, sha256Hex } from '../crypto.ts'
import { type PartnerFault, safeCode } from '../fault.ts'

const RSA2 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
/** Alipay reads `timestamp` as Beijing time, all year, without a zone in the text. */
const BEIJING_MS = 8 * 3_600_000

/** Keys as Alipay's console shows them: base64 of PKCS#8 and of SPKI, with or without PEM lines. */
export type AlipayKeys = { privateKey: string; alipayPublicKey: string }
export type AlipayParameters = Record<string, string>

/** The common parameters of every call, `sign` still missing. */
export function commonParameters(appId: string, method: string, now: number): AlipayParameters {
  return {
    app_id: appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: new Date(now + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' '),
    version: '1.0',
  }
}

/** What is signed: every non-empty parameter but `sign`, sorted by name, as `key=value` joined by `&`. */
export function signedContent(parameters: AlipayParameters): string {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const der = (key: string) => fromBase64(key.replace(/-----[A-Z ]+-----|\s/g, ''))

export async function sign(parameters: AlipayParameters, privateKey: string): Promise<AlipayParameters> {
  const key = await crypto.subtle.importKey('pkcs8', der(privateKey), RSA2, false, ['sign'])
  const signature = await crypto.subtle.sign(RSA2.name, key, utf8(signedContent(parameters)))
  return { ...parameters, sign: base64(new Uint8Array(signature)) }
}

async function isAlipays(content: string, signature: string, publicKey: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('spki', der(publicKey), RSA2, false, ['verify'])
  try {
    return await crypto.subtle.verify(RSA2.name, key, fromBase64(signature), utf8(content))
  } catch {
    return false // not even base64
  }
}

/** The merchant order number of a check: 32 letters and digits, the same for the same reference. */
export async function orderNumber(reference: string): Promise<string> {
  return (await sha256Hex(utf8(reference))).slice(0, 32)
}

/**
 * Cuts the object stored under `key` out of a JSON text, byte for byte: the signature covers it as it was
 * sent, and parsing and writing it again would change escapes and spaces.
 */
export function exactObject(source: string, key: string): string | undefined {
  const name = `"${key}"`
  const at = source.indexOf(name)
  const start = at < 0 ? -1 : source.indexOf('{', at + name.length)
  if (start < 0 || !/^\s*:\s*$/.test(source.slice(at + name.length, start))) return undefined
  let depth = 0
  let inText = false
  for (let i = start; i < source.length; i++) {
    const character = source[i]
    if (inText) {
      if (character === '\\') i += 1
      else if (character === '"') inText = false
    } else if (character === '"') inText = true
    else if (character === '{') depth += 1
    else if (character === '}' && --depth === 0) return source.slice(start, i + 1)
  }
  return undefined
}

const Envelope = v.looseObject({ sign: v.optional(v.string()) })
const Answer = v.looseObject({ code: v.string(), sub_code: v.optional(v.string()) })

/**
 * Reads an answer of the gateway. A success must carry Alipay's signature; a refusal may come unsigned (the
 * gateway does not sign when it could not tell who called), but a signature that is there must be right.
 */
export async function readAnswer(
  reply: Reply,
  method: string,
  publicKey: string,
): Promise<Result<unknown, PartnerFault>> {
  const source = text(reply.bytes)
  const envelope = v.safeParse(Envelope, readJson(source))
  const content =
    exactObject(source, `${method.replaceAll('.', '_')}_response`) ?? exactObject(source, 'error_response')
  const answer = v.safeParse(Answer, content === undefined ? undefined : readJson(content))
  if (!envelope.success || !answer.success || content === undefined) {
    return fault('alipay', 'nonsense', `status ${reply.status}, not the promised object`)
  }
  const { code, sub_code } = answer.output
  const signature = envelope.output.sign
  if (signature === undefined ? code === '10000' : !(await isAlipays(content, signature, publicKey))) {
    return fault('alipay', 'bad_signature', signature === undefined ? 'unsigned success' : 'wrong signature')
  }
  return code === '10000'
    ? ok(answer.output)
    : fault('alipay', kindOf(code, sub_code), `${code} ${safeCode(sub_code)}`)
}

/** Gateway codes: 20000 service down, 40005 called too often, 40001–40006 refused, 40004 the business said no. */
function kindOf(code: string, subCode = ''): PartnerFault['kind'] {
  if (code === '20000' || /SYSTEM_ERROR|system-error|unknow-error/.test(subCode)) return 'unavailable'
  if (code === '40005' || subCode.includes('call-limited')) return 'limited'
  return /^4\d{4}$/.test(code) ? 'refused' : 'nonsense'
}
