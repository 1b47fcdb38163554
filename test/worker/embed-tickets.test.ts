/** The portal's server exchanges its access token for a ticket (RFC 8693); nobody else gets one, for nothing else. */
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { registerUnit } from '../support/builders.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { aFullPortal, signInFor, signInFramed } from '../support/full-portal.ts'
import { usePair } from '../support/use-pair.ts'
import { askTicket, EXCHANGE, exchangeFor, Frame, PAGE } from '../support/widgets.ts'

const stage = usePair({ light: true })
let config: openid.Configuration
let who: Awaited<ReturnType<typeof registerUnit>>
let token: string

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'other-portal')
  await aFullPortal(stage.hall, 'no-frames', { origins: [] })
  who = await registerUnit(stage)
  token = (await signInFramed(stage.hall.origin, config, who)).access_token
})

const ask = (more: Record<string, string> = {}, id = 'full-portal', widget = 'account') =>
  askTicket(stage.hall.origin, token, widget, more, id)
const run = (sql: string) => stage.hall.db.prepare(sql).run()

describe('a ticket', () => {
  it('is given to an unmodified openid-client, for a minute, with the address to send the frame to', async () => {
    const reply = await openid.genericGrantRequest(config, EXCHANGE, exchangeFor('account', token))
    expect(reply).toMatchObject({
      ...{ token_type: 'n_a', issued_token_type: 'urn:unit-hall:token-type:widget-ticket' },
      ...{ expires_in: 60, scope: 'account' },
    })
    const address = new URL(String(reply.widget_uri))
    expect([address.origin, address.pathname]).toEqual([stage.hall.origin, '/embed/account'])
    expect(Object.fromEntries(address.searchParams)).toEqual({
      ...{ client_id: 'full-portal', origin: PAGE, ticket: reply.access_token },
    })
    const frame = new Frame(stage.hall.origin, address.pathname + address.search)
    expect((await frame.load(address.pathname + address.search)).words).toContain(who.unit.unitName)
  })

  it('is no access token, and stands in the database as a hash alone', async () => {
    const { json } = await ask()
    const ticket = String(json.access_token)
    const headers = { authorization: `Bearer ${ticket}` }
    expect((await fetch(`${stage.hall.origin}/oidc/userinfo`, { headers })).status).toBe(401)
    expect((await ask({ subject_token: ticket })).json.error).toBe('invalid_request')
    const { results } = await stage.hall.db.prepare('SELECT * FROM widget_pass').all()
    expect(JSON.stringify(results)).toContain(ticket.split('.')[0])
    expect(JSON.stringify(results)).not.toContain(ticket.split('.')[1])
  })
})

describe('no ticket is given', () => {
  it.each([
    ['for a widget that there is not', { scope: 'payroll' }, 'invalid_scope'],
    ['for no widget', { scope: '' }, 'invalid_scope'],
    ['for a page of a site that is not registered', { audience: 'https://evil.example' }, 'invalid_target'],
    ['for an address in place of an origin', { audience: `${PAGE}/` }, 'invalid_target'],
    ['for any page at all', { audience: '*' }, 'invalid_target'],
    ['without a token', { subject_token: '' }, 'invalid_request'],
    ['for a token that was made up', { subject_token: 'x'.repeat(70) }, 'invalid_request'],
    ['for a token said to be another kind', { subject_token_type: 'x' }, 'invalid_request'],
    ['for another kind of token', { requested_token_type: 'x' }, 'invalid_request'],
  ])('%s', async (_case, more, error) => {
    const { status, json } = await ask(more)
    expect([status, json.error]).toEqual([400, error])
    expect(JSON.stringify(json)).not.toContain('evil')
  })

  it("for another client's token, though it be registered for the same page", async () => {
    const { status, json } = await ask({}, 'other-portal')
    expect([status, json.error]).toEqual([400, 'invalid_request'])
  })

  it('for a refresh token', async () => {
    const tokens = await signInFor(stage.hall.origin, config, who)
    expect((await ask({ subject_token: tokens.refresh_token ?? '' })).json.error).toBe('invalid_request')
  })

  it('to a client without pages, or to one that acts for itself', async () => {
    expect((await ask({}, 'no-frames')).json.error).toBe('invalid_target')
    const app = await anApp(stage)
    const headers = { authorization: `Bearer ${await app.token()}` }
    const body = new URLSearchParams({ grant_type: EXCHANGE, ...exchangeFor('account', token) })
    const reply = await fetch(`${stage.hall.origin}/oidc/token`, { method: 'POST', headers, body })
    expect(reply.status).toBe(401)
  })

  it('for a token that has expired, or whose session is over', async () => {
    const own = await signInFramed(stage.hall.origin, config, who)
    const askOwn = async () => (await ask({ subject_token: own.access_token })).status
    expect(await askOwn()).toBe(200)
    await run(`UPDATE access_token SET expires_at = expires_at - 600001 WHERE session_id = '${sidOf(own)}'`)
    expect(await askOwn()).toBe(400)
    await run(`UPDATE access_token SET expires_at = expires_at + 600001 WHERE session_id = '${sidOf(own)}'`)
    expect(await askOwn()).toBe(200)
    await run(`DELETE FROM session WHERE id = '${sidOf(own)}'`)
    expect(await askOwn()).toBe(400)
  })

  it('to a client that the administration has stopped, whose open frames show nothing more either', async () => {
    const administrator = await signInClerk(stage, await aClerk(stage, { role: 'administrator' }))
    const path = String((await ask()).json.widget_uri).slice(stage.hall.origin.length)
    const frame = new Frame(stage.hall.origin, path)
    const { key } = await frame.load(path)
    await administrator.submit('/counter/clients/full-portal/stop', {})
    expect((await ask()).status).toBe(401)
    const again = await frame.again(key)
    expect([again.status, again.words.includes(who.unit.unitName)]).toEqual([404, false])
    expect(again.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    await administrator.submit('/counter/clients/full-portal/resume', {})
    expect((await frame.again(key)).status).toBe(200)
  })
})

const sidOf = (tokens: { claims(): openid.IDToken | undefined }) => String(tokens.claims()?.sid)
