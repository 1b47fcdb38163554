import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/builders.ts'
import type { Reply, Visitor } from '../support/client.ts'
import { addClient } from '../support/clients.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, headingOf, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/counter/clients'
let administrator: Visitor
let clerkId: string
let made = 0
beforeAll(async () => {
  const clerk = await aClerk(world, { role: 'administrator' })
  clerkId = clerk.id
  administrator = await signInClerk(world, clerk)
})

const fields = (own: Record<string, string> = {}) => ({
  clientId: `my-city-${++made}`,
  clientName: '临江市政务服务网',
  redirectUris: 'https://portal.example/callback\nhttps://portal.example/second',
  origins: 'https://portal.example',
  postLogoutRedirectUris: '',
  backchannelLogoutUri: '',
  authMethod: 'client_secret_basic',
  jwks: '',
  ...own,
})
const add = (own: Record<string, string> = {}) => administrator.submit(`${LIST}/new`, fields(own))

const secretIn = ({ text }: Reply) => /[\w-]{43}/.exec(wordsOf(text))?.[0] ?? ''
const find = (id: string) =>
  world.hall.db.prepare('SELECT * FROM client WHERE id = ?').bind(id).first<Record<string, unknown>>()
const actsOn = async (id: string) =>
  (
    await world.hall.db
      .prepare('SELECT act, actor FROM audit WHERE subject = ? ORDER BY seq')
      .bind(`client:${id}`)
      .all<{ act: string; actor: string }>()
  ).results.map(({ act, actor }) => `${act} ${actor}`)

/** Whether a client is who it says: a token request with a made-up code gets 400 then, and 401 otherwise. */
async function isKnown(id: string, secret: string): Promise<boolean> {
  const response = await fetch(`${world.hall.origin}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: 'none', code_verifier: 'v'.repeat(43) },
      redirect_uri: 'https://portal.example/callback',
    }),
  })
  return response.status === 400
}

/** A client by the page's own form; answers its id and its secret. */
async function register(own: Record<string, string> = {}) {
  const typed = fields(own)
  const page = await must(200, administrator.submit(`${LIST}/new`, typed))
  return { id: typed.clientId, secret: secretIn(page) }
}

const publicKey = (own: object = {}) => {
  const { publicKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({ keys: [{ ...key.export({ format: 'jwk' }), kid: 'one', ...own }] })
}

describe('an administrator', () => {
  it('registers a site, which gets a secret that is shown once and works', async () => {
    const { id, secret } = await register()
    expect(secret).not.toBe('')
    const row = await find(id)
    expect(row).toMatchObject({
      ...{ name: '临江市政务服务网', auth_method: 'client_secret_basic', unit_id: null, disabled_at: null },
      redirect_uris: '["https://portal.example/callback","https://portal.example/second"]',
      origins: '["https://portal.example"]',
      ...{ grant_types: '["authorization_code","refresh_token"]', scopes: '["openid"]' },
    })
    expect(JSON.stringify(row)).not.toContain(secret)
    expect([await isKnown(id, secret), await isKnown(id, `${secret}x`)]).toEqual([true, false])
    for (const path of [LIST, `${LIST}/${id}`]) {
      const { text } = await must(200, administrator.get(path))
      expect(text).toContain(id)
      expect(text).not.toContain(secret)
      expect(text).not.toContain(String(row?.secret_hash))
    }
    expect(await actsOn(id)).toEqual([`client_add clerk:${clerkId}`])
  })

  it('registers a site that proves itself by its own keys', async () => {
    const { id, secret } = await register({ authMethod: 'private_key_jwt', jwks: publicKey() })
    expect(secret).toBe('')
    expect(await find(id)).toMatchObject({ auth_method: 'private_key_jwt', secret_hash: null })
  })

  it('changes where a site lives, and nothing else of it', async () => {
    const { id, secret } = await register()
    const { clientId: _, authMethod: __, ...rest } = fields()
    const typed = {
      ...rest,
      clientName: '临江市新网站',
      origins: '',
      redirectUris: 'https://new.example/back',
    }
    await must(303, administrator.submit(`${LIST}/${id}`, typed))
    expect(await find(id)).toMatchObject({
      ...{ name: '临江市新网站', origins: '[]', redirect_uris: '["https://new.example/back"]' },
      auth_method: 'client_secret_basic',
    })
    expect(await isKnown(id, secret)).toBe(true)
    expect(await actsOn(id)).toEqual([`client_add clerk:${clerkId}`, `client_change clerk:${clerkId}`])
  })

  it('gives a new secret, and the old one is worth nothing from then on', async () => {
    const { id, secret } = await register()
    const next = secretIn(await must(200, administrator.submit(`${LIST}/${id}/secret`, {})))
    expect([await isKnown(id, secret), await isKnown(id, next)]).toEqual([false, true])
    const byKeys = await register({ authMethod: 'private_key_jwt', jwks: publicKey() })
    expect((await administrator.submit(`${LIST}/${byKeys.id}/secret`, {})).status).toBe(404)
  })

  it('stops a site and lets it go on; doing so twice leaves one entry', async () => {
    const { id, secret } = await register()
    for (let times = 0; times < 2; times++) await administrator.submit(`${LIST}/${id}/stop`, {})
    expect(await isKnown(id, secret)).toBe(false)
    expect(wordsOf((await administrator.get(`${LIST}/${id}`)).text)).toContain('现在不能用来登录')
    for (let times = 0; times < 2; times++) await administrator.submit(`${LIST}/${id}/resume`, {})
    expect(await isKnown(id, secret)).toBe(true)
    expect((await actsOn(id)).map((act) => act.split(' ')[0])).toEqual([
      ...['client_add', 'client_stop', 'client_resume'],
    ])
  })

  it('sees no software of units and no program, and changes neither by its id', async () => {
    await addClient(world.hall.db, {
      ...{ id: 'some-program', name: 'a program', secret: 'x' },
      ...{ grantTypes: ['client_credentials'], scopes: ['app'] },
    })
    const { id } = await register()
    await world.hall.db
      .prepare(
        `INSERT INTO unit (id, credit_code, unit_number, name, region, created_at)
         VALUES ('u1', '91320100MA10000250', '12345678', '某单位', '320100', 1)`,
      )
      .run()
    await world.hall.db.prepare("UPDATE client SET unit_id = 'u1' WHERE id = ?").bind(id).run()
    const list = await administrator.get(LIST)
    for (const hidden of ['some-program', id]) {
      expect(list.text).not.toContain(hidden)
      const before = await find(hidden)
      const page = `${LIST}/${hidden}`
      expect((await administrator.get(page)).status).toBe(404)
      expect((await administrator.submit(page, fields())).status).toBe(404)
      for (const act of ['secret', 'stop', 'resume'])
        expect((await administrator.submit(`${page}/${act}`, {})).status).toBe(404)
      expect(await find(hidden)).toEqual(before)
    }
  })

  it('is told of an id that is taken, and the site that has it stays as it is', async () => {
    const { id, secret } = await register()
    const again = await add({ clientId: id, clientName: '另一个网站' })
    expect([again.status, errorsIn(again.text)]).toEqual([
      409,
      { clientId: expect.stringContaining('已经有网站') },
    ])
    expect(again.text).toContain('另一个网站')
    expect(await isKnown(id, secret)).toBe(true)
  })
})

describe('what is typed wrongly is told beside its field', () => {
  const wrong = async (own: Record<string, string>) => {
    const page = await add(own)
    return [page.status, Object.keys(errorsIn(page.text))]
  }

  it.each([
    ['http://portal.example/back', 'without encryption'],
    ['https://*.portal.example/back', 'with a star'],
    ['https://portal.example/back#part', 'with a fragment'],
    ['https://user:secret@portal.example/back', 'with a name and a password'],
    ['javascript:alert(1)', 'that is a script'],
    ['data:text/html,hello', 'that is data'],
    ['//portal.example/back', 'without a scheme'],
    ['portal.example', 'that is none'],
    ['https://portal.example/a/../back', 'that a browser would write otherwise'],
    ['https://PORTAL.example/back', 'in capitals'],
    ['http://localhost.evil.example/back', 'that only begins like this machine'],
    ['https://', 'without a host'],
  ])('%s, an address %s', async (address) => {
    expect(await wrong({ redirectUris: `https://good.example/back\n${address}` })).toEqual([
      422,
      ['redirectUris'],
    ])
    expect(await wrong({ postLogoutRedirectUris: address })).toEqual([422, ['postLogoutRedirectUris']])
    expect(await wrong({ backchannelLogoutUri: address })).toEqual([422, ['backchannelLogoutUri']])
    expect(await wrong({ origins: address })).toEqual([422, ['origins']])
  })

  it('an origin with more than scheme, host and port', async () => {
    for (const origins of [
      'https://portal.example/',
      'https://portal.example/page',
      'https://portal.example?a=1',
    ])
      expect([origins, await wrong({ origins })]).toEqual([origins, [422, ['origins']]])
  })

  it('no address to come back to, too many, too long', async () => {
    const many = Array.from({ length: 21 }, (_, i) => `https://portal.example/${i}`).join('\n')
    for (const redirectUris of ['', many, `https://portal.example/${'a'.repeat(500)}`])
      expect(await wrong({ redirectUris })).toEqual([422, ['redirectUris']])
  })

  it('an id that is no id, no name, a name that is too long, no way to prove who it is', async () => {
    for (const clientId of ['', 'ab', 'App', '9city', 'my city', 'a'.repeat(41), 'app-1234'])
      expect([clientId, await wrong({ clientId })]).toEqual([clientId, [422, ['clientId']]])
    for (const clientName of ['', '名'.repeat(61)])
      expect(await wrong({ clientName })).toEqual([422, ['clientName']])
    expect(await wrong({ authMethod: 'none' })).toEqual([422, ['authMethod']])
  })

  it('keys that are missing, private, symmetric, or no keys', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const jwks of [
      '',
      'no JSON',
      '{"keys":[]}',
      JSON.stringify({ keys: [privateKey.export({ format: 'jwk' })] }),
      '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}',
      publicKey({ x: 'AAAA' }),
    ])
      expect([jwks, await wrong({ authMethod: 'private_key_jwt', jwks })]).toEqual([jwks, [422, ['jwks']]])
  })

  it('and this machine is an address for whoever builds a portal on it', async () => {
    const { id } = await register({
      redirectUris: 'http://localhost:3000/back\nhttp://127.0.0.1:3000/back',
      origins: 'http://localhost:3000',
    })
    expect(await find(id)).toMatchObject({ origins: '["http://localhost:3000"]' })
  })

  it('and keeps what was typed, on the page of a site too', async () => {
    const { id } = await register()
    const { clientId: _, authMethod: __, ...rest } = fields({ origins: 'no-origin' })
    const page = await administrator.submit(`${LIST}/${id}`, rest)
    expect([page.status, headingOf(page.text)]).toEqual([422, '临江市政务服务网'])
    expect(Object.keys(errorsIn(page.text))).toEqual(['origins'])
    expect(page.text).toContain('no-origin')
  })
})

describe('a clerk who is no administrator', () => {
  it('finds nothing here, whatever they send', async () => {
    const { id } = await register()
    const clerk = await signInClerk(world, await aClerk(world))
    const before = await find(id)
    for (const path of [LIST, `${LIST}/new`, `${LIST}/${id}`])
      expect((await clerk.get(path)).status).toBe(404)
    for (const path of ['new', id, `${id}/secret`, `${id}/stop`, `${id}/resume`])
      expect((await clerk.submit(`${LIST}/${path}`, fields())).status).toBe(404)
    expect(await find(id)).toEqual(before)
  })
})
