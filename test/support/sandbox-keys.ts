/** Keys for the hall and the sandbox, made anew, so that none is committed. */
import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'

const newKeys = promisify(generateKeyPair)

/** An RSA pair as Alipay's console hands it out: base64 of PKCS#8 and of SPKI. */
async function alipayPair() {
  const { publicKey, privateKey } = await newKeys('rsa', { modulusLength: 2048 })
  return {
    public: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    private: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
}

export interface SandboxKeys {
  /** Bindings of the hall; `APP_CLIENT_JWKS` holds the public key of the government app's backend. */
  hall: { PARTNERS: string; PARTNER_SECRETS: string; APP_CLIENT_JWKS: string }
  /** Bindings of the sandbox. */
  sandbox: Record<string, string>
}

export const APP_CLIENT_ID = 'jiangsu-hrss-app'
const SIGN_NAME = '江苏人社'
const CODE_TEMPLATE = 'SMS_320000001'
const ALIPAY_APP_ID = '2021003100000001'
const REGISTER_APP_ID = 'unit-hall'
const LEGACY_APP_ID = 'unit-hall-upgrade'
const SSO_CLIENT_ID = 'unit-hall'
const LICENCE_APP_ID = 'unit-hall-licence'

/** Makes both sides' keys. Origins come without a slash at the end; `timeoutMs` is the hall's patience. */
export async function sandboxKeys(
  origins: { hall: string; sandbox: string },
  timeoutMs = 5_000,
): Promise<SandboxKeys> {
  const [merchant, alipay, app, sso] = await Promise.all([
    alipayPair(),
    alipayPair(),
    newKeys('ec', { namedCurve: 'P-256' }),
    newKeys('ec', { namedCurve: 'P-256' }),
  ])
  const kid = randomUUID()
  const accessKeyId = `LTAI5t${randomBytes(9).toString('hex')}`
  const accessKeySecret = randomBytes(15).toString('hex')
  const registerKey = randomBytes(32).toString('base64')
  const newKey = () => randomBytes(32).toString('base64')
  const ssoSecret = randomBytes(32).toString('base64url')
  const licenceKey = newKey()
  const [kuaidi100Customer, kuaidi100Key] = [randomBytes(16).toString('hex'), randomBytes(6).toString('hex')]
  const legacyKeys = { province: newKey(), fund: newKey(), taizhou: newKey() }
  const jwk = (key: typeof app.publicKey) =>
    ({ ...key.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }) as const

  const { sandbox } = origins
  return {
    hall: {
      PARTNERS: JSON.stringify({
        face: { adapter: 'alipay', gateway: `${sandbox}/alipay/gateway.do`, appId: ALIPAY_APP_ID, timeoutMs },
        sms: {
          adapter: 'aliyun',
          endpoint: `${sandbox}/aliyun`,
          signName: SIGN_NAME,
          templates: { code: CODE_TEMPLATE },
          timeoutMs,
        },
        population: {
          adapter: 'register',
          endpoint: `${sandbox}/population/person/check`,
          appId: REGISTER_APP_ID,
          timeoutMs,
        },
        legacy: {
          adapter: 'signed',
          halls: {
            province: `${sandbox}/legacy/province`,
            fund: `${sandbox}/legacy/fund`,
            taizhou: `${sandbox}/legacy/taizhou`,
          },
          appId: LEGACY_APP_ID,
          timeoutMs,
        },
        sso: { adapter: 'oidc', issuer: `${sandbox}/sso`, clientId: SSO_CLIENT_ID, timeoutMs },
        licence: { adapter: 'signed', endpoint: `${sandbox}/licence`, appId: LICENCE_APP_ID, timeoutMs },
        express: { adapter: 'kuaidi100', endpoint: `${sandbox}/kuaidi100/poll/query.do`, timeoutMs },
        revocation: { timeoutMs },
      }),
      PARTNER_SECRETS: JSON.stringify({
        face: { privateKey: merchant.private, alipayPublicKey: alipay.public },
        sms: { accessKeyId, accessKeySecret },
        population: { key: registerKey },
        legacy: { keys: legacyKeys },
        sso: { clientSecret: ssoSecret, appSecret: ssoSecret },
        licence: { key: licenceKey },
        express: { customer: kuaidi100Customer, key: kuaidi100Key },
      }),
      APP_CLIENT_JWKS: JSON.stringify({ keys: [jwk(app.publicKey)] }),
    },
    sandbox: {
      ORIGIN: sandbox,
      HALL: origins.hall,
      ALIPAY_APP_ID,
      ALIPAY_PRIVATE_KEY: alipay.private,
      ALIPAY_MERCHANT_PUBLIC_KEY: merchant.public,
      ALIYUN_ACCESS_KEY_ID: accessKeyId,
      ALIYUN_ACCESS_KEY_SECRET: accessKeySecret,
      ALIYUN_SIGN_NAME: SIGN_NAME,
      ALIYUN_CODE_TEMPLATE: CODE_TEMPLATE,
      REGISTER_APP_ID,
      REGISTER_KEY: registerKey,
      LEGACY_APP_ID,
      LEGACY_KEYS: JSON.stringify(legacyKeys),
      SSO_CLIENT_ID,
      SSO_SECRET: ssoSecret,
      SSO_PRIVATE_JWK: JSON.stringify(jwk(sso.privateKey)),
      LICENCE_APP_ID,
      LICENCE_KEY: licenceKey,
      KUAIDI100_CUSTOMER: kuaidi100Customer,
      KUAIDI100_KEY: kuaidi100Key,
      APP_CLIENT_ID,
      APP_PRIVATE_JWK: JSON.stringify(jwk(app.privateKey)),
    },
  }
}
