/** What a certificate is printed with: the font among the hall's files, and the deployment's seal, if it has one. */
import type { Bindings } from '../lib/env.ts'
import { type Font, openFont } from './pdf/font.ts'
import { readSeal, type Seal } from './pdf/stamp.ts'

/** Ten million bytes are no part of the Worker: they lie among its files and are fetched by the first who prints. */
export const FONT_PATH = '/fonts/noto-sans-sc.ttf'

let font: Promise<Font> | undefined

async function fetchFont(env: Bindings): Promise<Font> {
  const reply = await env.ASSETS.fetch(new URL(FONT_PATH, env.ORIGIN))
  if (!reply.ok) throw new Error(`the font is not among the files: ${reply.status}`)
  return openFont(new Uint8Array(await reply.arrayBuffer()))
}

/** Kept as long as the isolate; asked for again after a failure. */
export function fontOf(env: Bindings): Promise<Font> {
  font ??= fetchFont(env).catch((error) => {
    font = undefined
    throw error
  })
  return font
}

/** Undefined where none is set: then the stamp says TEST. A seal that cannot be read is a fault, not a test stamp. */
export async function sealOf(env: Bindings): Promise<Seal | undefined> {
  if (!env.CERTIFICATE_SEAL) return undefined
  const file = await env.FILES.get(env.CERTIFICATE_SEAL)
  const seal = file && readSeal(new Uint8Array(await file.arrayBuffer()))
  if (!seal) throw new Error('CERTIFICATE_SEAL names no JPEG in colour')
  return seal
}
