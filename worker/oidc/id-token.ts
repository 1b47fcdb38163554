/** What a portal learns of the unit and of who acts for it: userinfo and ID tokens. */
import { SignJWT } from 'jose'
import { maskName } from '../../schema/fields/mask.ts'
import type { UserInfo } from '../../schema/oidc.ts'
import { base64url, utf8 } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import type { signingKey } from './keys.ts'
import { acrOf } from './rules.ts'
import type { TokenHolder } from './token-store.ts'

const ID_TOKEN_SECONDS = 10 * 60

/** The claims of userinfo; the operator's name is masked. */
export async function userInfo(env: Bindings, session: TokenHolder): Promise<UserInfo> {
  const { open } = await sealer(env.SEALING_KEYS)
  const { creditCode, name, unitNumber, region } = session.unit
  return {
    sub: session.operatorId,
    unit: { credit_code: creditCode, name, unit_number: unitNumber, region },
    operator: {
      role: session.role,
      scope: [...(session.scope ?? [])],
      name: maskName(await open(session.nameSealed, 'operator.name')),
    },
  }
}

interface Told {
  clientId: string
  session: SignedIn
  /** Of the authorization request; none in an ID token that comes with a refresh (Core, section 12.2). */
  nonce: string | null
  /** The access token beside it. */
  access: string
}

export type SigningKey = Awaited<ReturnType<typeof signingKey>>

/** The signing key is read by the caller, beside what else it reads. */
export async function idToken(
  env: Bindings,
  now: number,
  { kid, alg, key }: SigningKey,
  { clientId, session, nonce, access }: Told,
): Promise<string> {
  const { sub, ...claims } = await userInfo(env, session)
  const half = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(access))).slice(0, 16)
  const seconds = Math.floor(now / 1000)
  return new SignJWT({
    ...claims,
    ...(nonce !== null && { nonce }),
    amr: session.amr,
    acr: acrOf(session.way),
    auth_time: Math.floor(session.signedInAt / 1000),
    sid: session.sessionId,
    at_hash: base64url(half),
  })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(env.ORIGIN)
    .setSubject(sub)
    .setAudience(clientId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ID_TOKEN_SECONDS)
    .sign(key)
}
