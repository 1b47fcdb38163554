/** Verifies CA keys in workerd: one signature by ours or the peer's code, or a whole token with the database. */
import type { CaPurpose } from '../../schema/ca.ts'
import { trustOf } from '../../worker/ca/ask.ts'
import { verifySm2 } from '../../worker/ca/crypto/sm2.ts'
import { verifyToken } from '../../worker/ca/verify.ts'
import { fromBase64 } from '../../worker/lib/bytes.ts'
import type { Bindings } from '../../worker/lib/env.ts'
import { COUNT_PATH, takeCount, watchDatabase } from './count-d1.ts'

/** What is verified by itself; hex. */
export interface Signed {
  key: string
  message: string
  signature: string
}
export interface Posted {
  token: string
  purpose: CaPurpose
  origin: string
  nonce: string
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16))

const acts: Record<string, (signed: Signed) => boolean | Promise<boolean>> = {
  '/ours': ({ key, message, signature }) => verifySm2(bytes(key), bytes(message), bytes(signature)),
  async '/theirs'({ key, message, signature }) {
    // It draws random numbers as it is loaded, which workerd allows to requests alone.
    const { sm2 } = await import('sm-crypto')
    return sm2.doVerifySignature([...bytes(message)], signature, key, { hash: true })
  },
  // Whatever else a request takes.
  '/idle': ({ key, message, signature }) => [bytes(key), [...bytes(message)], bytes(signature)].length > 0,
}

export default {
  async fetch(request: Request, env: Bindings): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === COUNT_PATH) return Response.json(takeCount())
    watchDatabase(env.DB)
    const act = acts[pathname]
    if (act) return new Response(null, { status: (await act(await request.json<Signed>())) ? 204 : 500 })
    const { nonce, ...posted } = await request.json<Posted>()
    const now = Date.now()
    const found = await verifyToken({ ...posted, nonce: fromBase64(nonce), now }, trustOf(env, now))
    return Response.json(found, { status: found.ok ? 200 : 500 })
  },
}
