import * as v from 'valibot'

const Address = v.pipe(v.string(), v.url())
/** How long an answer may take, in milliseconds. A person waits for it, perhaps twice. */
const Timeout = v.optional(v.pipe(v.number(), v.integer(), v.minValue(50), v.maxValue(30_000)), 5_000)
const Text = v.pipe(v.string(), v.minLength(1))

/** Which adapter runs behind each port and where it finds its partner; the binding `PARTNERS` as JSON. */
export const PartnersConfig = v.object({
  face: v.object({ adapter: v.literal('alipay'), gateway: Address, appId: Text, timeoutMs: Timeout }),
  sms: v.object({
    adapter: v.literal('aliyun'),
    endpoint: Address,
    signName: Text,
    templates: v.object({ code: Text }),
    timeoutMs: Timeout,
  }),
  population: v.object({
    adapter: v.literal('register'),
    endpoint: Address,
    appId: Text,
    timeoutMs: Timeout,
  }),
  legacy: v.object({
    adapter: v.literal('signed'),
    /** The interface's address at each of the three old halls. */
    halls: v.object({ province: Address, fund: Address, taizhou: Address }),
    appId: Text,
    timeoutMs: Timeout,
  }),
  sso: v.variant('adapter', [
    v.object({
      adapter: v.literal('oidc'),
      /** Exactly as it names itself. */
      issuer: Address,
      clientId: Text,
      /** Where its sign-in page lies, if on another origin than the issuer. */
      signInPage: v.optional(Address),
      scope: v.optional(Text, 'openid profile legal_person'),
      timeoutMs: Timeout,
    }),
    v.object({
      adapter: v.literal('ticket'),
      loginUrl: Address,
      endpoint: Address,
      appCode: Text,
      signature: v.picklist(['hmac-sha256', 'md5']),
      timeoutMs: Timeout,
    }),
  ]),
  /** The addresses are the trust list's. */
  revocation: v.optional(v.object({ timeoutMs: Timeout }), {}),
  licence: v.object({
    adapter: v.literal('signed'),
    endpoint: Address,
    appId: Text,
    timeoutMs: Timeout,
  }),
  express: v.object({ adapter: v.literal('kuaidi100'), endpoint: Address, timeoutMs: Timeout }),
})
export type PartnersConfig = v.InferOutput<typeof PartnersConfig>

/** The keys of the same ports; the secret `PARTNER_SECRETS` as JSON. */
export const PartnerSecrets = v.object({
  face: v.object({ privateKey: Text, alipayPublicKey: Text }),
  sms: v.object({ accessKeyId: Text, accessKeySecret: Text }),
  population: v.object({ key: Text }),
  /** Of the adapter that runs; the other's may be left out. */
  sso: v.object({ clientSecret: v.optional(Text, ''), appSecret: v.optional(Text, '') }),
  licence: v.object({ key: Text }),
  legacy: v.object({ keys: v.object({ province: Text, fund: Text, taizhou: Text }) }),
  express: v.object({ customer: Text, key: Text }),
})
export type PartnerSecrets = v.InferOutput<typeof PartnerSecrets>
