/** What a client's server posts: a form in which no parameter is repeated, and a proof of who it is. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'
import { authenticate } from './client-auth.ts'
import type { StoredClient } from './client-store.ts'

export interface ClientCall {
  client: StoredClient
  form: URLSearchParams
}

/** The call, or what is answered to one that is none (RFC 6749, section 5.2). */
export async function clientCall(c: Context<Env>): Promise<ClientCall | Response> {
  c.header('pragma', 'no-cache')
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return invalid(c, 'the body must be a form')
  const form = new URLSearchParams(await c.req.text())
  if (new Set(form.keys()).size !== [...form.keys()].length) return invalid(c, 'a parameter is repeated')
  const client = await authenticate(c.env, c.var.now, c.req.header('authorization'), form, c.req.path)
  if (client) return { client, form }
  c.header('www-authenticate', 'Basic realm="token"')
  return c.json({ error: 'invalid_client' }, 401)
}

export const invalid = (c: Context<Env>, error_description: string) =>
  c.json({ error: 'invalid_request', error_description }, 400)
