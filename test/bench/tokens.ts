import { createHash } from 'node:crypto'
import { addClient } from '../support/clients.ts'
import { besideTrips } from './bare.ts'
import type { Client } from './client.ts'
import { startBenchHall } from './hall.ts'
import { type Once, PAIRS, WARM_UP } from './measure.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { startOidcProvider, type TokenClient } from './peers/oidc-provider.ts'
import { asked, shares, type Table, timing } from './report.ts'

const SETTINGS: TokenClient = {
  ...{
    clientId: 'portal',
    secret: 'a-secret-of-thirty-two-characters',
    redirectUri: 'https://portal.example/cb',
  },
  verifier: 'v'.repeat(43),
}
/** More than are used up: one a sample, those of the warm-up and of the count. */
const CODES = PAIRS + WARM_UP + 20

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Both grants of one provider; each code is used once, each refresh token brings the next one. */
function grants(http: Client, path: string, codes: string[]): { exchange: Once; refresh: Once } {
  const authorization = `Basic ${btoa(`${SETTINGS.clientId}:${SETTINGS.secret}`)}`
  const post = async (form: Record<string, string>) => {
    const { body } = await http.ask(path, { method: 'POST', headers: { authorization }, form })
    const reply = JSON.parse(body) as { id_token?: string; refresh_token?: string }
    if (!reply.id_token || !reply.refresh_token) throw new Error('tokens are missing in the reply')
    return reply.refresh_token
  }
  const exchange = () =>
    post({
      ...{ grant_type: 'authorization_code', code: codes.pop() ?? '' },
      ...{ redirect_uri: SETTINGS.redirectUri, code_verifier: SETTINGS.verifier },
    })
  let last: string | undefined
  const refresh = async () => {
    last = await post({ grant_type: 'refresh_token', refresh_token: last ?? (await exchange()) })
  }
  return { exchange, refresh }
}

async function startOurs() {
  const hall = await startBenchHall('free')
  const { clientId: id, secret, redirectUri, verifier } = SETTINGS
  await addClient(hall.db, {
    ...{ id, name: 'portal', secret, scopes: ['openid'], redirectUris: [redirectUri] },
    grantTypes: ['authorization_code', 'refresh_token'],
  })
  const session = await hall.db.prepare('SELECT id FROM session LIMIT 1').first<{ id: string }>()
  const now = Date.now()
  const codes = Array.from({ length: CODES }, (_, i) => {
    const secret = `${i}`.padStart(43, 's')
    return { id: `${i}`.padStart(26, '0'), secret }
  })
  await hall.db.batch(
    codes.map(({ id, secret }) =>
      hall.db
        .prepare(
          `INSERT INTO authorization_code
             (id, secret_hash, client_id, session_id, redirect_uri, code_challenge, nonce, scope, created_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, 'n', 'openid', ?, ?)`,
        )
        .bind(
          ...[id, hashOf(secret), SETTINGS.clientId, session?.id, redirectUri, hashOf(verifier)],
          ...[now, now + 60 * 60_000],
        ),
    ),
  )
  const ready = codes.map(({ id, secret }) => `${id}.${secret}`)
  return { hall, ...grants(hall.client, '/oidc/token', ready) }
}

/** A code for tokens, and a refresh token for the next ones. */
export async function tokens(): Promise<Table> {
  const ours = await startOurs()
  const peer = await startOidcProvider(SETTINGS)
  const theirs = grants(peer.client, '/token', await peer.codes(CODES))
  // The very first ones make a signing key, and exchange the code that the refreshes begin with.
  await Promise.all([ours.refresh(), theirs.refresh()])
  const counts = {
    exchange: await ours.hall.client.counted(ours.exchange),
    refresh: await ours.hall.client.counted(ours.refresh),
  }
  const exchange = await besideTrips({
    subject: { once: ours.exchange, trips: 'rw' },
    yardstick: { once: theirs.exchange, trips: '' },
  })
  const refresh = await besideTrips({
    subject: { once: ours.refresh, trips: 'rw' },
    yardstick: { once: theirs.refresh, trips: '' },
  })
  await Promise.all([ours.hall.stop(), peer.stop()])
  return {
    title: 'Tokens',
    columns: ['ours', `oidc-provider ${PEER_VERSIONS['oidc-provider']}`],
    figures: [
      timing('code for tokens', exchange.whole),
      ...shares(exchange.whole, exchange.trips),
      timing('refresh', refresh.whole),
      ...shares(refresh.whole, refresh.trips),
      { what: 'asked of D1, code', subject: asked(counts.exchange), yardstick: 'SQLite in its own process' },
      {
        what: 'asked of D1, refresh',
        subject: asked(counts.refresh),
        yardstick: 'SQLite in its own process',
      },
    ],
    note:
      'oidc-provider does not run on Workers: it is a Node process here, with SQLite inside that process as its store, so that ' +
      'no trip leaves it. Ours asks D1 for everything, each trip an errand between two processes here. Both: SQLite in memory, ' +
      'PKCE, client_secret_basic, ES256, rotation.',
  }
}
