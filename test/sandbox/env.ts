import type { Fault } from './faults.ts'

/** What the sandbox is told: addresses, and the keys of the real sides it plays. */
export type Bindings = {
  DB: D1Database
  /** Its own origin, and the hall's. */
  ORIGIN: string
  HALL: string
  ALIPAY_APP_ID: string
  /** Alipay's own key (base64 PKCS#8) and the hall's public key (base64 SPKI). */
  ALIPAY_PRIVATE_KEY: string
  ALIPAY_MERCHANT_PUBLIC_KEY: string
  ALIYUN_ACCESS_KEY_ID: string
  ALIYUN_ACCESS_KEY_SECRET: string
  ALIYUN_SIGN_NAME: string
  ALIYUN_CODE_TEMPLATE: string
  REGISTER_APP_ID: string
  /** Base64 of the HMAC key. */
  REGISTER_KEY: string
  LEGACY_APP_ID: string
  /** Base64 of each old hall's HMAC key, by hall, as JSON. */
  LEGACY_KEYS: string
  SSO_CLIENT_ID: string
  /** The hall's client secret at the OpenID provider, and its application secret at the older way. */
  SSO_SECRET: string
  /** Private ES256 key of the province's OpenID provider, a JWK as JSON. */
  SSO_PRIVATE_JWK: string
  LICENCE_APP_ID: string
  /** Base64 of the HMAC key. */
  LICENCE_KEY: string
  /** Who asks Kuaidi100, and the key that signs. */
  KUAIDI100_CUSTOMER: string
  KUAIDI100_KEY: string
  APP_CLIENT_ID: string
  /** Private ES256 key of the government app's backend, a JWK as JSON. */
  APP_PRIVATE_JWK: string
}

export type Env = { Bindings: Bindings; Variables: { fault: Fault | undefined } }

/** How far a caller's clock may be off, in milliseconds. */
export const CLOCK_DRIFT_MS = 5 * 60_000
