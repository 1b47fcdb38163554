/**
 * What a token request presents: a code or a refresh token, the session behind it, and the keys to sign with. All of it is read
 * in the one trip that reads the client (docs/decisions/0025-trips-and-statements.md).
 */
import { idIn } from '../lib/ids.ts'
import type { SessionRow } from '../session/store.ts'
import type { Beside } from './client-call.ts'
import { type KeyRow, selectKeys } from './key-store.ts'
import { selectRefreshToken, selectSessionOfRefreshToken } from './refresh-store.ts'
import { selectCode, selectSessionOfCode } from './store.ts'

export const besideToken: Beside = (db, form) => {
  const type = form.get('grant_type')
  if (type === 'authorization_code') {
    const id = idIn(form.get('code'))
    return [selectCode(db, id), selectSessionOfCode(db, id), selectKeys(db)]
  }
  if (type === 'refresh_token') {
    const id = idIn(form.get('refresh_token'))
    return [selectRefreshToken(db, id), selectSessionOfRefreshToken(db, id), selectKeys(db)]
  }
  return []
}

/** The rows of those statements; `Row` is that of the code or of the refresh token. */
export const presentedIn = <Row>([found, session, keys]: D1Result[]) => ({
  found: found?.results[0] as Row | undefined,
  session: session?.results[0] as SessionRow | undefined,
  keys: (keys?.results ?? []) as KeyRow[],
})
