/**
 * A demonstration city portal: another site with a server of its own. It knows the hall by its public addresses
 * only and speaks OpenID through openid-client. Alone: `CLIENT_SECRET=… node test/portal/portal.ts`, with PORT, HALL
 * and CLIENT_ID where they differ from the hall's on this machine.
 */
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import * as openid from 'openid-client'
import { atHall, kept, type Widget } from './hall.ts'
import { logoutTokens } from './logout-token.ts'
import { homePage, signedOutPage, sorryPage, welcomePage } from './pages.ts'
import { type SignedIn, Visits } from './visits.ts'

export interface Portal {
  origin: string
  close(): Promise<void>
}

export interface PortalOptions {
  port: number
  host: string
  /** The hall's origin, which is the OpenID issuer. */
  hall: string
  clientId: string
  clientSecret: string
}

interface Answer {
  status?: number
  html?: string
  location?: string
  cookie?: string
}

const NOT_GIVEN = '单位办事大厅没有确认这次登录，您还没有登录。请回首页再试一次。'
const USED = '这次登录已经用过或者超时了，请重新登录。'
const LATER = '单位登录暂时没有办成，请过一会儿再试。'
const NO_PAGE = '没有这一页，请从门户首页进入。'

export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { port, host, hall, clientId } = options
  const origin = `http://${host}:${port}`
  const redirectUri = `${origin}/callback`
  const visits = new Visits()
  const css = await readFile(join(import.meta.dirname, 'portal.css'))

  const { config, frameAddress, goesOn, element } = atHall(options, origin)

  /** State, nonce and PKCE are made here, on the server, and kept here until the code comes back. */
  async function newAttempt(visit: string) {
    const attempt = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    }
    visits.remember(visit, attempt)
    return { ...attempt, challenge: await openid.calculatePKCECodeChallenge(attempt.verifier) }
  }

  async function home(visit: string): Promise<Answer> {
    const who = visits.signedIn(visit)
    if (who) return { location: '/welcome' }
    const { state, nonce, challenge } = await newAttempt(visit)
    const attributes = { 'redirect-uri': redirectUri, state, nonce, 'code-challenge': challenge }
    const [login, check] = await Promise.all([
      element('hall-login', attributes, ['/login', '到单位办事大厅登录']),
      element('hall-verify', {}, [`${hall}/verify`, '到单位办事大厅验证证明']),
    ])
    return { html: homePage(hall, login, check) }
  }

  /** The page itself asks the hall for nothing that is the visitor's: the frames do, by way of this server. */
  async function welcome({ claims }: SignedIn): Promise<Answer> {
    const [account, cases] = await Promise.all([
      element('hall-account', { src: '/hall/account', 'signed-out-uri': '/left-the-hall' }, [
        ...(['/', '回首页'] as const),
      ]),
      element('hall-cases', { src: '/hall/cases' }, [`${hall}/center/cases`, '到单位办事大厅看办件']),
    ])
    return { html: welcomePage(hall, claims, account, cases) }
  }

  /** Sends a frame to the hall with a ticket that no script of the page ever sees. */
  const frame = async (who: SignedIn | undefined, widget: Widget): Promise<Answer> => ({
    location: await frameAddress(who, widget),
  })

  /** After a sign-out within the frame: the hall is asked, not the browser believed. */
  async function leftTheHall(visit: string, who: SignedIn | undefined): Promise<Answer> {
    if (who && (await goesOn(who))) return { location: '/welcome' }
    visits.signOut(visit)
    return { html: signedOutPage }
  }

  /** The way without a script: the whole page goes to the hall and comes back. */
  async function login(visit: string): Promise<Answer> {
    const { state, nonce, challenge } = await newAttempt(visit)
    const url = openid.buildAuthorizationUrl(await config(), {
      redirect_uri: redirectUri,
      scope: 'openid',
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })
    return { location: url.href }
  }

  async function callback(visit: string, url: URL): Promise<Answer> {
    const attempt = visits.take(visit, url.searchParams.get('state') ?? '')
    if (!attempt) return { status: 400, html: sorryPage(USED) }
    if (url.searchParams.has('error')) return { status: 400, html: sorryPage(NOT_GIVEN) }
    const tokens = await openid.authorizationCodeGrant(await config(), url, {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims() ?? {}
    const signedIn = { claims, idToken: tokens.id_token ?? '', tokens: kept(tokens) }
    return { location: '/welcome', ...visits.signIn(visit, signedIn) }
  }

  /** Out of the portal and out of the hall (OpenID Connect RP-Initiated Logout 1.0). */
  async function signOutThere(visit: string): Promise<Answer> {
    const idToken = visits.signedIn(visit)?.idToken
    visits.signOut(visit)
    if (!idToken) return { location: '/' }
    const url = openid.buildEndSessionUrl(await config(), {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${origin}/signed-out`,
    })
    return { location: url.href }
  }

  const readLogoutToken = logoutTokens(config, clientId)

  /** The hall tells us that a session has ended there (OpenID Connect Back-Channel Logout 1.0). */
  async function backchannelLogout(request: IncomingMessage): Promise<Answer> {
    const sid = await readLogoutToken(request)
    if (sid === undefined) return { status: 400 }
    visits.endSession(sid)
    return { status: 200 }
  }

  async function route(request: IncomingMessage, visit: string): Promise<Answer> {
    const url = new URL(request.url ?? '/', origin)
    const who = visits.signedIn(visit)
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /':
        return home(visit)
      case 'GET /login':
        return login(visit)
      case 'GET /callback':
        return callback(visit, url)
      case 'GET /welcome':
        return who ? welcome(who) : { location: '/' }
      case 'GET /hall/account':
        return frame(who, 'account')
      case 'GET /hall/cases':
        return frame(who, 'cases')
      case 'GET /left-the-hall':
        return leftTheHall(visit, who)
      case 'POST /sign-out':
        visits.signOut(visit)
        return { location: '/' }
      case 'POST /sign-out-of-the-hall':
        return signOutThere(visit)
      case 'GET /signed-out':
        return { html: signedOutPage }
      case 'POST /backchannel-logout':
        return backchannelLogout(request)
      default:
        return { status: 404, html: sorryPage(NO_PAGE) }
    }
  }

  const server = createServer(async (request, response) => {
    if (request.url === '/portal.css') return send(response, 200, 'text/css; charset=utf-8', css)
    const { visit, cookie } = visits.of(request.headers.cookie)
    if (cookie) response.setHeader('set-cookie', cookie)
    const answer = await route(request, visit).catch((error: Error): Answer => {
      console.error(`portal: ${error.message}`, error.cause ?? '')
      return { status: 502, html: sorryPage(LATER) }
    })
    if (answer.cookie) response.setHeader('set-cookie', answer.cookie)
    // A frame's ticket is in its address: nobody keeps the answer that holds it.
    const moved = { location: answer.location ?? '', 'cache-control': 'no-store' }
    if (answer.location) return response.writeHead(303, moved).end()
    response.setHeader('referrer-policy', 'same-origin')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${hall}; frame-src 'self' ${hall}; connect-src ${hall}; style-src 'self'; img-src data:; form-action 'self' ${hall}; base-uri 'none'; frame-ancestors 'none'`,
    )
    return send(response, answer.status ?? 200, 'text/html; charset=utf-8', answer.html ?? '')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin, close }
}

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer) =>
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(body)

if (import.meta.main) {
  const {
    PORT = '8789',
    HALL = 'http://localhost:8787',
    CLIENT_ID = 'demo-portal',
    CLIENT_SECRET,
  } = process.env
  if (!CLIENT_SECRET)
    throw new Error('CLIENT_SECRET is missing: the hall gave it when it registered the portal.')
  const names = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }
  const { origin } = await startPortal({ port: Number(PORT), host: '127.0.0.1', hall: HALL, ...names })
  console.info(`the portal: ${origin}`)
}
