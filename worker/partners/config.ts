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
})
export type PartnersConfig = v.InferOutput<typeof PartnersConfig>

/** The keys of the same ports; the secret `PARTNER_SECRETS` as JSON. */
export const PartnerSecrets = v.object({
  face: v.object({ privateKey: Text, alipayPublicKey: Text }),
  sms: v.object({ accessKeyId: Text, accessKeySecret: Text }),
  population: v.object({ key: Text }),
})
export type PartnerSecrets = v.InferOutput<typeof PartnerSecrets>
