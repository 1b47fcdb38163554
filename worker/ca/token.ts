/** The token as it comes, and the text that it must have signed. */
import * as v from 'valibot'
import { type CaAlgorithm, type CaPurpose, CaToken, hashOf, signedText } from '../../schema/ca.ts'
import { sm3 } from '../../schema/sm3.ts'
import { base64url, fromBase64, hex, utf8 } from '../lib/bytes.ts'

/** Certificate and signature take half of it. */
const MOST_CHARACTERS = 12_000

/** The second proof: an extension's own key and its signature. */
export interface Device {
  x: Uint8Array
  y: Uint8Array
  signature: Uint8Array
}

export interface Token extends Pick<CaToken, 'algorithm' | 'driver'> {
  certificate: Uint8Array
  signature: Uint8Array
  device: Device | undefined
}

/** Undefined where it is not a token to its last character. */
export function readToken(json: string): Token | undefined {
  if (json.length > MOST_CHARACTERS) return undefined
  const parsed = v.safeParse(CaToken, jsonOf(json))
  if (!parsed.success) return undefined
  const { algorithm, driver, device } = parsed.output
  const certificate = bytesOf(parsed.output.certificate)
  const signature = bytesOf(parsed.output.signature)
  if (!certificate || !signature) return undefined
  if (!device) return { algorithm, driver, certificate, signature, device: undefined }
  const [x, y, proof] = [bytesOf(device.x), bytesOf(device.y), bytesOf(device.signature)]
  if (x?.length !== 32 || y?.length !== 32 || proof?.length !== 64) return undefined
  return { algorithm, driver, certificate, signature, device: { x, y, signature: proof } }
}

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** Base64url in its only form: bytes that could be written in two ways would be two tokens. */
function bytesOf(encoded: string): Uint8Array | undefined {
  if (encoded.length % 4 === 1) return undefined
  const bytes = fromBase64(encoded)
  return base64url(bytes) === encoded ? bytes : undefined
}

/** What the key must have signed, rebuilt from what the Worker itself knows. */
export async function textOf(
  { purpose, origin, nonce }: { purpose: CaPurpose; origin: string; nonce: Uint8Array },
  algorithm: CaAlgorithm,
): Promise<Uint8Array> {
  const digest = async (bytes: Uint8Array) =>
    hashOf(algorithm) === 'sm3'
      ? sm3(bytes)
      : new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return utf8(signedText(purpose, hex(await digest(utf8(origin))), hex(await digest(nonce))))
}
