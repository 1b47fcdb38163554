/** ID tokens that come back to us as a hint of whom they are about. */
import { compactVerify, createLocalJWKSet } from 'jose'
import * as v from 'valibot'
import { text } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { jwks } from './keys.ts'

const Claims = v.object({ iss: v.string(), aud: v.string(), sub: v.string(), sid: v.string() })

/**
 * Whom and which session an ID token of ours is about. That it has expired does not matter here; that its key has
 * left the published set does, a day after the key's last signature.
 */
export async function readHint(env: Bindings, now: number, hint: string) {
  const keys = createLocalJWKSet(await jwks(env, now))
  const verified = await compactVerify(hint, keys, { algorithms: ['ES256'] }).catch(() => undefined)
  if (verified?.protectedHeader.typ !== 'JWT') return undefined
  const claims = v.safeParse(Claims, parsed(text(verified.payload)))
  return claims.success && claims.output.iss === env.ORIGIN ? claims.output : undefined
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
