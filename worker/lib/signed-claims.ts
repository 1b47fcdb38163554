/** What a client has signed, for the hall and nobody else. */
import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose'

type Asked = JWTVerifyOptions & { audience: string[] }

/** The claims, signed by any of these keys; undefined where that is not so, or something asked for is missing. */
export async function signedClaims(
  token: string,
  jwks: JSONWebKeySet,
  asked: Asked,
): Promise<JWTPayload | undefined> {
  const payload = await verified(token, jwks, asked)
  // Who else is named in it could show it here as their own.
  return [payload?.aud ?? []].flat().every((one) => asked.audience.includes(one)) ? payload : undefined
}

async function verified(token: string, jwks: JSONWebKeySet, asked: Asked): Promise<JWTPayload | undefined> {
  try {
    return (await jwtVerify(token, createLocalJWKSet(jwks), asked)).payload
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return undefined
    // It names none of them, as happens while a client changes its key.
    for await (const key of error) {
      const tried = await jwtVerify(token, key, asked).catch(() => undefined)
      if (tried) return tried.payload
    }
    return undefined
  }
}
