/** What may be used once is used once, however many try at the same moment. */
import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { accountFor, aPerson, registerUnit, signIn, startAccount, startPerson } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { addClient } from '../support/clients.ts'
import { addPortal, begin, configure, REDIRECT_URI, SECRET } from '../support/portal-client.ts'
import { ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CURRENT = '/api/v1/registrations/current'

const post = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${world.hall.origin}/oidc/token`, { method: 'POST', headers, body: new URLSearchParams(body) })
const basic = { authorization: `Basic ${btoa(`portal:${encodeURIComponent(SECRET)}`)}` }

let visitor: Visitor
let config: openid.Configuration

beforeAll(async () => {
  await addPortal(world.hall.db)
  config = await configure(world.hall.origin)
  visitor = await signIn(world, await registerUnit(world))
})

describe('fifty at once, round after round', () => {
  it('use a code of a text message once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const person = aPerson()
      const newcomer = await startAccount(world, person)
      const body = await accountFor(world, newcomer, person)
      return async () => (await newcomer.post(`${CURRENT}/account`, body)).status === 201
    })
    expect(winners).toEqual(ONE_EACH)
  })

  it('exchange an authorization code once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const { path, verifier } = await begin(config)
      const { headers } = await visitor.get(path)
      const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
      const body = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT_URI,
        code_verifier: verifier,
      }
      return async () => (await post(body, basic)).status === 200
    })
    expect(winners).toEqual(ONE_EACH)
  })

  it('take the app at its word for a person once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const app = await anApp(world)
    const winners = await winnersOf(async () => {
      const person = aPerson()
      const newcomer = await startPerson(world, person)
      const { json } = await newcomer.post<{ url: string }>(`${CURRENT}/face`, { method: 'app' })
      const scan = json.url.split('/').at(-1) ?? ''
      const personAssertion = await app.vouch({ person, scan })
      return async () => (await app.call(`${scan}/confirm`, { personAssertion })).status === 200
    })
    expect(winners).toEqual(ONE_EACH)
  })

  it('take the assertion of a program once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] })
    const id = 'program'
    await addClient(world.hall.db, {
      id,
      name: '程序',
      jwks,
      grantTypes: ['client_credentials'],
      scopes: ['app'],
    })
    const winners = await winnersOf(async () => {
      const now = Math.floor(Date.now() / 1000)
      const claims = { iss: id, sub: id, aud: world.hall.origin, jti: randomUUID(), iat: now, exp: now + 60 }
      const proof = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
      const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
      const body = { grant_type: 'client_credentials', client_assertion_type: type, client_assertion: proof }
      return async () => (await post(body)).status === 200
    })
    expect(winners).toEqual(ONE_EACH)
  })
})
