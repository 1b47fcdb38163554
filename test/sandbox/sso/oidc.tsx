/** @jsxImportSource hono/jsx */
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { importJWK, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { faulty } from '../faults.ts'
import { Message } from '../phone/layout.tsx'
import { accountOfToken, demoSsoAccounts, findSsoAccount, issue, random } from './accounts.ts'
import { SignInPage } from './pages.tsx'

const CODE_MS = 60_000
const TOKEN_SECONDS = 300

const Filled = v.pipe(v.string(), v.minLength(1))
const Asked = v.object({
  response_type: v.literal('code'),
  ...{ client_id: Filled, redirect_uri: Filled, state: Filled, nonce: Filled },
  scope: v.pipe(v.string(), v.regex(/\bopenid\b/)),
  code_challenge: v.pipe(v.string(), v.length(43)),
  code_challenge_method: v.literal('S256'),
})
const Exchange = v.object({
  grant_type: v.literal('authorization_code'),
  ...{ code: Filled, redirect_uri: Filled, code_verifier: v.pipe(v.string(), v.minLength(43)) },
})

const issuerOf = (c: Context<Env>) => `${c.env.ORIGIN}/sso`
const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The request of a registered client with its registered address, or nothing. */
function asked(c: Context<Env>) {
  const parsed = v.safeParse(Asked, c.req.query())
  const own = parsed.success && parsed.output.client_id === c.env.SSO_CLIENT_ID
  return own && parsed.output.redirect_uri === `${c.env.HALL}/login/sso/callback` ? parsed.output : undefined
}

const Unknown = () => (
  <Message title="这个登录请求用不了" text="网站没有登记，或者请求不完整。请回到网站重新登录。" tone="bad" />
)

/** Takes a code, once and in its time. */
const takeCode = (db: D1Database, code: string) =>
  db.prepare('DELETE FROM sso_codes WHERE code = ? RETURNING *').bind(code).first<{
    account: string
    redirect_uri: string
    challenge: string
    nonce: string
    ends_at: number
  }>()

async function idToken(c: Context<Env>, account: string, nonce: string): Promise<string> {
  const jwk = JSON.parse(c.env.SSO_PRIVATE_JWK)
  const other = { name: 'ECDSA', namedCurve: 'P-256' }
  const broken = c.var.fault?.name === 'bad_signature'
  const key = broken
    ? (await crypto.subtle.generateKey(other, false, ['sign', 'verify'])).privateKey
    : await importJWK(jwk, 'ES256')
  const [row, changed] = await Promise.all([
    findSsoAccount(c.env.DB, account),
    c.env.DB.prepare("SELECT value FROM settings WHERE key = 'sso_claims'").first<string>('value'),
  ])
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    ...{ iss: issuerOf(c), aud: c.env.SSO_CLIENT_ID, sub: account, nonce },
    ...{ iat: now, exp: now + TOKEN_SECONDS, amr: JSON.parse(row?.amr ?? '[]') },
    ...JSON.parse(changed ?? '{}'),
  }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: jwk.kid }).sign(key)
}

/** The province's OpenID provider. */
export const oidc = new Hono<Env>()
  .get('/.well-known/openid-configuration', faulty('sso_metadata'), (c) => {
    const issuer = issuerOf(c)
    return c.json({
      issuer: c.var.fault?.name === 'bad_signature' ? `${issuer}/other` : issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      authorization_response_iss_parameter_supported: true,
    })
  })
  .get('/jwks', faulty('sso_metadata'), (c) => {
    const { d: _, ...open } = JSON.parse(c.env.SSO_PRIVATE_JWK)
    return c.json({ keys: [open] })
  })
  .get('/authorize', async (c) => {
    if (!asked(c)) return c.html(<Unknown />, 400)
    const action = `/sso/authorize${new URL(c.req.url).search}`
    return c.html(<SignInPage action={action} accounts={await demoSsoAccounts(c.env.DB)} />)
  })
  .post('/authorize', async (c) => {
    const request = asked(c)
    if (!request) return c.html(<Unknown />, 400)
    const form = await c.req.formData()
    const account = await findSsoAccount(c.env.DB, String(form.get('account') ?? ''))
    const back = new URL(request.redirect_uri)
    back.searchParams.set('state', request.state)
    back.searchParams.set('iss', issuerOf(c))
    if (!account) {
      back.searchParams.set('error', 'access_denied')
      return c.redirect(back.href, 303)
    }
    const code = random()
    await c.env.DB.prepare('INSERT INTO sso_codes VALUES (?, ?, ?, ?, ?, ?)')
      .bind(
        ...[code, account.id, request.redirect_uri, request.code_challenge, request.nonce],
        Date.now() + CODE_MS,
      )
      .run()
    back.searchParams.set('code', code)
    return c.redirect(back.href, 303)
  })
  .post('/token', faulty('sso'), async (c) => {
    const refuse = (error: string, status: 400 | 401 = 400) => c.json({ error }, status)
    const [, basic = ''] = /^Basic (.+)$/.exec(c.req.header('authorization') ?? '') ?? []
    const expected = Buffer.from(`${c.env.SSO_CLIENT_ID}:${c.env.SSO_SECRET}`).toString('base64')
    if (!same(basic, expected)) return refuse('invalid_client', 401)
    const exchange = v.safeParse(Exchange, Object.fromEntries(await c.req.formData()))
    if (!exchange.success) return refuse('invalid_request')
    if (c.var.fault?.name === 'deny') return refuse('invalid_grant')
    const { code, redirect_uri, code_verifier } = exchange.output
    if (c.var.fault?.name === 'twice') await takeCode(c.env.DB, code)
    const found = await takeCode(c.env.DB, code)
    const proof = createHash('sha256').update(code_verifier).digest('base64url')
    if (!found || found.ends_at < Date.now()) return refuse('invalid_grant')
    if (found.redirect_uri !== redirect_uri || !same(proof, found.challenge)) return refuse('invalid_grant')
    return c.json({
      access_token: await issue(c.env.DB, 'sso_tokens', found.account),
      ...{ token_type: 'Bearer', expires_in: TOKEN_SECONDS },
      id_token: await idToken(c, found.account, found.nonce),
    })
  })
  .get('/userinfo', faulty('sso_userinfo'), async (c) => {
    const [, token = ''] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? []
    const account = await accountOfToken(c.env.DB, token)
    if (!account || c.var.fault?.name === 'deny') return c.json({ error: 'invalid_token' }, 401)
    const sub = c.var.fault?.name === 'bad_signature' ? 'somebody-else' : account.id
    if (account.kind === 'natural') return c.json({ sub, account_type: 'natural', name: account.name })
    return c.json({
      ...{ sub, account_type: 'legal', credit_code: account.credit_code, unit_name: account.unit_name },
      legal_representative: {
        name: account.legal_name,
        document_type: account.legal_type,
        document_number: account.legal_number,
      },
      name: account.name,
      document_type: account.document_type,
      document_number: account.document_number,
      ...(account.mobile && { phone_number: account.mobile }),
    })
  })
