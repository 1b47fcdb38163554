/** A client that the administration stopped is refused at every door, with all that was given out to it. */
import * as openid from 'openid-client'
import { beforeAll, expect, it } from 'vitest'
import { must, registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { aFullPortal, postAs, SIGNED_OUT, signInFor } from '../support/full-portal.ts'
import { begin, REDIRECT_URI, signInAt } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const ID = 'full-portal'
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration
let administrator: Visitor

beforeAll(async () => {
  config = await aFullPortal(world.hall, ID)
  await aFullPortal(world.hall, 'other-portal')
  who = await registerUnit(world)
  administrator = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
})

const act = (what: 'stop' | 'resume') => must(303, administrator.submit(`/counter/clients/${ID}/${what}`, {}))
const post = (path: string, form: Record<string, string>, id = ID) =>
  postAs(world.hall.origin, id, path, form)
const newVisitor = () => new Visitor(world.hall.origin)
const userInfo = async (token: string) =>
  (await fetch(`${world.hall.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } }))
    .status

it('a stopped client signs nobody in, gets no token, and reads nothing by the tokens that it has', async () => {
  const tokens = await signInFor(world.hall.origin, config, who)
  const { access_token: access, refresh_token: refresh = '', id_token: idToken = '' } = tokens
  const [open, waiting, pushed] = [await begin(config), await begin(config), await begin(config)]
  const callback = await signInAt(world.hall.origin, open, who)
  const par = Object.fromEntries(new URL(pushed.path, world.hall.origin).searchParams)
  const { request_uri: requestUri } = (await post('/oidc/par', par)).json
  const framed = { ...par, response_mode: 'web_message' }
  expect(await userInfo(access)).toBe(200)

  await act('stop')
  expect(await userInfo(access)).toBe(401)
  for (const [path, form] of [
    ['/oidc/token', { grant_type: 'refresh_token', refresh_token: refresh }],
    [
      '/oidc/token',
      {
        ...{ grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '' },
        ...{ redirect_uri: REDIRECT_URI, code_verifier: open.verifier },
      },
    ],
    ['/oidc/par', par],
    ['/oidc/introspect', { token: access }],
    ['/oidc/revoke', { token: refresh }],
  ] as const) {
    const { status, json } = await post(path, form)
    expect([path, status, json.error]).toEqual([path, 401, 'invalid_client'])
  }
  const pages = [
    waiting.path,
    `/oidc/authorize?${new URLSearchParams(framed)}`,
    `/oidc/authorize?${new URLSearchParams({ client_id: ID, request_uri: String(requestUri) })}`,
  ]
  for (const path of pages) {
    const { status, headers, text } = await newVisitor().get(path)
    expect([path, status, headers.get('location')]).toEqual([path, 400, null])
    expect(text).not.toContain('name="password"')
    expect(headers.get('content-security-policy')).not.toContain('127.0.0.1')
  }
  const fields = {
    unit: who.unit.creditCode,
    person: who.person.documentNumber,
    password: who.person.password,
  }
  expect((await newVisitor().submit(waiting.path, fields)).headers.get('location')).toBeNull()
  const out = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: SIGNED_OUT })
  const left = await newVisitor().get(`/oidc/logout?${out}`)
  expect(left.headers.get('location') ?? '').not.toContain('8999')

  // Another client with the same secret reads nothing of it either.
  const { json } = await post('/oidc/introspect', { token: access }, 'other-portal')
  expect(json).toEqual({ active: false })
})

it('goes on where it was once it is resumed', async () => {
  await act('resume')
  const tokens = await signInFor(world.hall.origin, config, who)
  await act('stop')
  await act('resume')
  expect(await userInfo(tokens.access_token)).toBe(200)
  const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '')
  expect(await userInfo(next.access_token)).toBe(200)
})

it('takes nothing from anybody else', async () => {
  const other = await aFullPortal(world.hall, 'other-portal')
  const tokens = await signInFor(world.hall.origin, other, who)
  await act('stop')
  expect(await userInfo(tokens.access_token)).toBe(200)
  await act('resume')
})
