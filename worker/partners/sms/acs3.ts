import { utf8 } from '../../lib/bytes.ts'
import { hmacHex, sha256Hex } from '../crypto.ts'

export type Acs3Request = {
  method: string
  url: URL
  /** Lower-case names; all of them are signed. Must hold `host` and every `x-acs-*` header. */
  headers: Record<string, string>
  body: string
}

/** RFC 3986: what `encodeURIComponent` leaves alone is encoded too. */
const encode = (part: string) =>
  encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The canonical request of Aliyun's V3 signature, and the names of the headers it signs. */
export async function canonicalRequest({ method, url, headers, body }: Acs3Request) {
  const names = Object.keys(headers).sort()
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const signedHeaders = names.join(';')
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('')
  const text = [method, url.pathname, query, lines, signedHeaders, await sha256Hex(utf8(body))].join('\n')
  return { text, signedHeaders }
}

/** The `authorization` header of an Aliyun V3 call (ACS3-HMAC-SHA256). */
export async function authorization(
  request: Acs3Request,
  accessKeyId: string,
  secret: string,
): Promise<string> {
  const { text, signedHeaders } = await canonicalRequest(request)
  const stringToSign = `ACS3-HMAC-SHA256\n${await sha256Hex(utf8(text))}`
  const signature = await hmacHex(utf8(secret), stringToSign)
  return `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`
}
