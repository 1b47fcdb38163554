/** Pushed authorization requests (RFC 9126): the client sends ahead what it wants, the browser carries a reference. */
import * as v from 'valibot'
import { AuthorizeQuery, type PushedReply } from '../../schema/oidc.ts'
import type { Bindings } from '../lib/env.ts'
import { newToken, readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ClientCall } from './client-call.ts'
import { findPushed, insertPushed } from './par-store.ts'
import { type ClientError, judge } from './rules.ts'

const URN = 'urn:ietf:params:oauth:request_uri:'
/** As long as somebody may take to sign in on the page that it leads to. */
const PUSHED_SECONDS = 10 * 60

/** Of the client's proof, nothing is kept. */
const PROOF = ['client_assertion', 'client_assertion_type', 'client_secret']

/** Judges a request as the authorization endpoint will, and keeps it under a reference. */
export async function push(
  env: Bindings,
  now: number,
  { client, form }: ClientCall,
): Promise<Result<PushedReply, ClientError>> {
  const no = (error_description: string) => fail({ error: 'invalid_request', error_description })
  if (form.has('request_uri')) return no('request_uri is not for a request that is pushed')
  const sent = [...form].filter(([name]) => !PROOF.includes(name))
  const query = v.safeParse(AuthorizeQuery, { ...Object.fromEntries(sent), client_id: client.id })
  if (!query.success) return no('a parameter is too long')
  const judged = judge(query.output, client)
  if (judged.kind === 'refused')
    return judged.reason === 'client_unknown'
      ? fail({ error: 'unauthorized_client', error_description: 'this client may not ask for codes' })
      : no('redirect_uri is not registered')
  if (judged.kind === 'error') return fail(judged.error)
  const { id, token, secretHash } = await newToken(now)
  const expiresAt = now + PUSHED_SECONDS * 1000
  const row = { id, secretHash, clientId: client.id, query: JSON.stringify(query.output), expiresAt }
  await insertPushed(env.DB, row).run()
  return ok({ request_uri: URN + token, expires_in: PUSHED_SECONDS })
}

export const isPushed = (uri: string | undefined): uri is string => uri?.startsWith(URN) === true

/** The request that a reference stands for, while it does; whatever else the address says counts for nothing. */
export async function pushed(
  env: Bindings,
  now: number,
  clientId: string,
  uri: string,
): Promise<{ id: string; query: AuthorizeQuery } | undefined> {
  const read = await readToken(uri.slice(URN.length))
  const found = read && (await findPushed(env.DB, read.id, clientId, now))
  if (!found || !sameHash(found.secret_hash, read.secretHash)) return undefined
  return { id: read.id, query: v.parse(AuthorizeQuery, JSON.parse(found.query)) }
}
