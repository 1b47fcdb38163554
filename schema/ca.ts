/** Signing in with a CA key: what is signed, by what, and what comes back. Decision 26 says why so. */
import * as v from 'valibot'

/** What a signature is for: one made for one purpose proves nothing for another. */
export const CaPurpose = v.picklist(['login', 'bind', 'submit'])
export type CaPurpose = v.InferOutput<typeof CaPurpose>

/** By the kind of key, nothing else: SM2 with SM3 and user id 1234567812345678, RSA, RSA-PSS, ECDSA on P-256. */
export const CaAlgorithm = v.picklist(['SM2-SM3', 'RS256', 'PS256', 'ES256'])
export type CaAlgorithm = v.InferOutput<typeof CaAlgorithm>

/** The hash H of the signed text, which is the signature's own. */
export const hashOf = (algorithm: CaAlgorithm): 'sm3' | 'sha256' =>
  algorithm === 'SM2-SM3' ? 'sm3' : 'sha256'

/**
 * The one text that is signed, in ASCII, so that no client's character set can change it.
 * @param origin lower-case hex of H over the asking page's origin in UTF-8
 * @param nonce lower-case hex of H over the 32 bytes of the challenge
 */
export const signedText = (purpose: CaPurpose, origin: string, nonce: string): string =>
  `UNIT-HALL-CA/1:${purpose}:${origin}:${nonce}`

export const CA_NONCE_BYTES = 32

const base64url = (most: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(most))

/** `clientId`: the portal whose sign-in it is for; none on the hall itself. Nothing takes a signature for `submit` yet. */
export const AskChallenge = v.object({
  purpose: v.picklist(['login', 'bind']),
  clientId: v.optional(v.pipe(v.string(), v.maxLength(100))),
})

/** `challenge` stays with the page that asked; `nonce` (base64url, 32 bytes) goes to the key. Good once, for five minutes. */
export const Challenge = v.object({ challenge: v.string(), nonce: v.string(), secondsLeft: v.number() })
export type Challenge = v.InferOutput<typeof Challenge>

/** Of extension and host, in digits. */
export const CaVersion = v.pipe(v.string(), v.regex(/^\d{1,4}(\.\d{1,5}){0,3}$/))

/** Ways to a key. The first two are our own host's, which asks the person; the others could be asked by any page. */
export const CaDriver = v.picklist(['pkcs11', 'skf', 'jsca', 'guoxin', 'bjca'])
export type CaDriver = v.InferOutput<typeof CaDriver>

/** A vendor's client on localhost signs for whoever asks: its word needs a second proof. */
export const isRelayable = (driver: CaDriver): boolean => driver !== 'pkcs11' && driver !== 'skf'

/**
 * What the key answers. Nothing in it is believed before it is verified; the origin is not in it at all.
 * - `certificate`: the signing certificate, DER, base64url
 * - `signature` over `signedText`, base64url: r‖s of 64 bytes for SM2 and ES256, as it is for RSA
 * - `device`: the extension's own P-256 key (JWK thumbprint, RFC 7638, and coordinates) and its ES256 signature, r‖s,
 *   over the same text. Asked for with relayable drivers, and with every driver where the trust list says that the CA keeps a
 *   client that any page can ask (decision 28); so an extension adds it to each token
 */
export const CaToken = v.object({
  format: v.literal('unit-hall-ca/1'),
  certificate: base64url(8192),
  algorithm: CaAlgorithm,
  signature: base64url(1024),
  driver: CaDriver,
  versions: v.object({ extension: CaVersion, host: CaVersion }),
  device: v.optional(v.object({ x: base64url(43), y: base64url(43), signature: base64url(86) })),
})
export type CaToken = v.InferOutput<typeof CaToken>

/** A page's post: `token` is the JSON of a `CaToken`. */
export const ProveKey = v.object({
  challenge: v.pipe(v.string(), v.maxLength(100)),
  token: v.pipe(v.string(), v.maxLength(12_000)),
})
export type ProveKey = v.InferOutput<typeof ProveKey>
