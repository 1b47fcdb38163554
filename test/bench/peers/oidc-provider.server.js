/**
 * The peer for tokens: oidc-provider in Node, set up as its documentation says, with what the hall does as well: PKCE
 * asked for, ES256, refresh tokens that rotate. It does not run on Workers, and its store is up to whoever uses it.
 * Codes are made by its own models, so that no page has to be walked through.
 */
import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const [, , entry, settings] = process.argv
const { default: Provider } = await import(entry)
const { clientId, secret, redirectUri, verifier } = JSON.parse(settings)

/** The adapter that its documentation asks for, on SQLite, which is what D1 is as well; in memory on both sides. */
const database = new DatabaseSync(':memory:')
database.exec('CREATE TABLE kept (id TEXT PRIMARY KEY, payload TEXT NOT NULL) STRICT, WITHOUT ROWID')
const put = database.prepare('INSERT OR REPLACE INTO kept (id, payload) VALUES (?, ?)')
const get = database.prepare('SELECT payload FROM kept WHERE id = ?')
const consume = database.prepare(
  "UPDATE kept SET payload = json_set(payload, '$.consumed', unixepoch()) WHERE id = ?",
)
const drop = database.prepare('DELETE FROM kept WHERE id = ?')

class Kept {
  constructor(name) {
    this.key = (id) => `${name}:${id}`
  }
  async upsert(id, payload) {
    put.run(this.key(id), JSON.stringify(payload))
  }
  async find(id) {
    const row = get.get(this.key(id))
    return row && JSON.parse(row.payload)
  }
  async consume(id) {
    consume.run(this.key(id))
  }
  async destroy(id) {
    drop.run(this.key(id))
  }
  async revokeByGrantId() {}
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const provider = new Provider('http://127.0.0.1', {
  adapter: Kept,
  clients: [
    {
      ...{ client_id: clientId, client_secret: secret, redirect_uris: [redirectUri] },
      ...{ grant_types: ['authorization_code', 'refresh_token'], id_token_signed_response_alg: 'ES256' },
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
  cookies: { keys: ['of the bench'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
})

async function codes(count) {
  const client = await provider.Client.find(clientId)
  const made = []
  for (let i = 0; i < count; i++) {
    const accountId = `account-${i}`
    const grant = new provider.Grant({ accountId, clientId })
    grant.addOIDCScope('openid')
    const code = new provider.AuthorizationCode({
      ...{ client, accountId, grantId: await grant.save(), redirectUri, scope: 'openid', nonce: 'n' },
      ...{ authTime: Math.floor(Date.now() / 1000), sessionUid: `session-${i}`, expiresWithSession: false },
      codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
      codeChallengeMethod: 'S256',
    })
    made.push(await code.save(60 * 60))
  }
  return made
}

const answer = provider.callback()
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1')
  if (pathname !== '/__bench/codes') return answer(request, response)
  response.end(JSON.stringify(await codes(Number(searchParams.get('count')))))
})
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
