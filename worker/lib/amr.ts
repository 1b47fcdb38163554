/** What others say was proved to them. */

/** Values registered by RFC 8176. */
const METHODS = new Set(
  'face fpt geo hwk iris kba mca mfa otp pin pop pwd rba retina sc sms swk tel user vbm wia'.split(' '),
)

/** Each once; whatever else somebody says of their own is not passed on as if it were one. */
export const registeredMethods = (amr: readonly string[]) =>
  [...new Set(amr)].filter((one) => METHODS.has(one))
