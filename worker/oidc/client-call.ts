/** What a client's server posts: a form in which no parameter is repeated, and a proof of who it is. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'
import { claimOf } from './client-auth.ts'
import { type ClientRow, clientOf, type StoredClient, selectClient } from './client-store.ts'

export interface ClientCall {
  client: StoredClient
  form: URLSearchParams
  /** What was read beside the client. */
  read: D1Result[]
}

/** Statements that an answer needs, for the trip that reads the client. Nothing comes of them unless it proves who it is. */
export type Beside = (db: D1Database, form: URLSearchParams) => D1PreparedStatement[]

/** The call, or what is answered to one that is none (RFC 6749, section 5.2). */
export async function clientCall(c: Context<Env>, beside: Beside = () => []): Promise<ClientCall | Response> {
  c.header('pragma', 'no-cache')
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return invalid(c, 'the body must be a form')
  const form = new URLSearchParams(await c.req.text())
  if (new Set(form.keys()).size !== [...form.keys()].length) return invalid(c, 'a parameter is repeated')
  const claim = claimOf(c.env, c.var.now, c.req.header('authorization'), form, c.req.path)
  if (claim) {
    const { DB } = c.env
    const [found, ...read] = await DB.batch<ClientRow>([
      selectClient(DB, claim.clientId),
      ...beside(DB, form),
    ])
    const client = found?.results[0] && clientOf(found.results[0])
    if (client && (await claim.proves(client))) return { client, form, read }
  }
  c.header('www-authenticate', 'Basic realm="token"')
  return c.json({ error: 'invalid_client' }, 401)
}

export const invalid = (c: Context<Env>, error_description: string) =>
  c.json({ error: 'invalid_request', error_description }, 400)
