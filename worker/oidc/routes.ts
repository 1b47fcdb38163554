/** The provider's endpoints. Discovery, keys and the embed check may be read from any page. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { ProveKey } from '../../schema/ca.ts'
import { SignIn } from '../../schema/login.ts'
import * as schema from '../../schema/oidc.ts'
import { FinishScan } from '../../schema/waiting.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { answers } from '../lib/route.ts'
import { authorizeAgain, getAuthorize, postAuthorize, requestByPost } from './authorize.ts'
import { finishKey, getKey, keyAgain, postKey } from './authorize-ca.tsx'
import { finishScan, getScan, newScan } from './authorize-scan.tsx'
import { bearer, refuseBearer } from './bearer.ts'
import { clientRoutes } from './client-routes.ts'
import { findClient } from './client-store.ts'
import { discovery } from './discovery.ts'
import { userInfo } from './id-token.ts'
import { jwks } from './keys.ts'
import { confirmLogout, logout } from './logout.tsx'
import { judgeEmbedding } from './rules.ts'
import { findHolder } from './token-store.ts'

// Long enough to spare a fetch per sign-in, far shorter than the day a new key is published before it signs.
const JWKS_SECONDS = 60 * 60

const NOTHING = { widget: 'login' } as schema.EmbedCheckQuery

const forAnyPage = (c: Context<Env>) => {
  c.header('access-control-allow-origin', '*')
  c.header('cross-origin-resource-policy', 'cross-origin')
}

export const oidcRoutes = new Hono<Env>()
  .get(
    '/.well-known/openid-configuration',
    allow('anyone'),
    answers('OpenID provider metadata', { 200: schema.Discovery }),
    (c) => {
      forAnyPage(c)
      c.header('cache-control', `public, max-age=${JWKS_SECONDS}`)
      return c.json(discovery(c.env.ORIGIN))
    },
  )
  .get('/oidc/jwks', allow('anyone'), answers('Signing keys (RFC 7517)', { 200: schema.Jwks }), async (c) => {
    forAnyPage(c)
    c.header('cache-control', `public, max-age=${JWKS_SECONDS}`)
    return c.json(await jwks(c.env, c.var.now))
  })
  .get('/oidc/authorize', allow('anyone'), getAuthorize)
  .post('/oidc/authorize', allow('anyone'), requestByPost, body(SignIn, authorizeAgain), (c) =>
    postAuthorize(c, c.req.valid('json')),
  )
  .get('/oidc/authorize/scan', allow('anyone'), getScan)
  .post('/oidc/authorize/scan', allow('anyone'), newScan)
  .post('/oidc/authorize/scan/finish', allow('anyone'), body(FinishScan, newScan), (c) =>
    finishScan(c, c.req.valid('json')),
  )
  .get('/oidc/authorize/ca', allow('anyone'), getKey)
  .post(
    '/oidc/authorize/ca',
    allow('anyone'),
    body(ProveKey, (c, _errors, values) => keyAgain(c, values)),
    (c) => postKey(c, c.req.valid('json')),
  )
  .post(
    '/oidc/authorize/ca/finish',
    allow('anyone'),
    body(FinishScan, (c) => keyAgain(c, {})),
    (c) => finishKey(c, c.req.valid('json')),
  )
  .get(
    '/oidc/embed-check',
    allow('anyone'),
    answers('May the page that asks embed the sign-in? Judged by its Origin header', {
      200: schema.EmbedCheck,
    }),
    async (c) => {
      forAnyPage(c)
      const query = v.safeParse(schema.EmbedCheckQuery, c.req.query())
      const { client_id, redirect_uri: redirectUri, widget } = query.success ? query.output : NOTHING
      const client = await findClient(c.env.DB, client_id)
      const judged = judgeEmbedding(client, c.req.header('origin'), { redirectUri, widget })
      if (judged.ok) return c.json({ ok: true, title: judged.value.name } satisfies schema.EmbedCheck)
      const reason = judged.error
      const detail = schema.embedDetails[reason]
      const message = widget === 'login' ? schema.EMBED_MESSAGE : schema.EMBED_WIDGET_MESSAGE
      return c.json({ ok: false, reason, detail, message } satisfies schema.EmbedCheck)
    },
  )
  .get('/oidc/logout', allow('anyone'), logout)
  .post('/oidc/logout', allow('anyone'), logout)
  .post('/oidc/logout/confirm', allow('anyone'), confirmLogout)
  .route('/', clientRoutes)
  .on(
    ['GET', 'POST'],
    '/oidc/userinfo',
    allow('anyone'),
    answers('Claims of the unit and operator, by bearer token', {
      200: schema.UserInfo,
      401: schema.OAuthError,
      403: schema.OAuthError,
    }),
    async (c) => {
      const token = await bearer(c, findHolder)
      if (!token) return refuseBearer(c, 'invalid_token')
      // A refresh may have left it out (Core, section 5.3: the token is one that `openid` was asked for).
      if (!token.granted.includes('openid')) return refuseBearer(c, 'insufficient_scope', 'openid')
      return c.json(await userInfo(c.env, token.holder))
    },
  )
