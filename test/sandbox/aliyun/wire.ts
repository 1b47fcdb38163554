import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Bindings, CLOCK_DRIFT_MS } from '../env.ts'

export type Refusal = { status: 400 | 404; code: string; message: string }

const refuse = (status: Refusal['status'], code: string, message: string): Refusal => ({
  status,
  code,
  message,
})
const sha256 = (data: string) => createHash('sha256').update(data).digest('hex')
const MUST_BE_SIGNED = /^(host|content-type|x-acs-.+)$/
const escaped = (part: string) =>
  encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Checks the V3 signature (ACS3-HMAC-SHA256) of a call; the nonce is the caller's to check. */
export function objection(request: Request, body: string, env: Bindings, now: number): Refusal | undefined {
  const header = (name: string) => request.headers.get(name)?.trim() ?? ''
  const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    header('authorization'),
  )
  if (!parts) return refuse(400, 'MissingAuthorization', 'Authorization is mandatory for this action.')
  const [, keyId = '', signedHeaders = '', signature = ''] = parts
  if (keyId !== env.ALIYUN_ACCESS_KEY_ID) {
    return refuse(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
  }
  const date = header('x-acs-date')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)) {
    return refuse(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.')
  }
  if (Math.abs(Date.parse(date) - now) > CLOCK_DRIFT_MS) {
    return refuse(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')
  }
  const signed = signedHeaders.split(';')
  const left = [...request.headers.keys()].find((name) => MUST_BE_SIGNED.test(name) && !signed.includes(name))
  const hash = sha256(body)
  if (left !== undefined || header('x-acs-content-sha256') !== hash) return unmatched()
  const url = new URL(request.url)
  const query = [...url.searchParams].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).sort()
  const headers = signed.map((name) => `${name}:${header(name)}\n`).join('')
  const canonical = [request.method, url.pathname, query.join('&'), headers, signedHeaders, hash].join('\n')
  const expected = createHmac('sha256', env.ALIYUN_ACCESS_KEY_SECRET)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? undefined : unmatched()
}

const unmatched = () =>
  refuse(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.')
