import { beforeAll, describe, expect, it } from 'vitest'
import { type ApiDocument, Judge } from '../support/api-document.ts'
import { walkAppActs, walkAppGrants } from '../support/app-acts.ts'
import { anApp } from '../support/app-client.ts'
import {
  accountFor,
  aPerson,
  aUnit,
  identityOf,
  type MadePerson,
  passFace,
  registerPerson,
  sandbox,
  signIn,
  startPerson,
  startUnit,
} from '../support/builders.ts'
import { walkCases, walkCasesOutside } from '../support/cases.ts'
import { aCertificate } from '../support/certificates.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { walkLicence } from '../support/federation.ts'
import { walkFilings } from '../support/filings.ts'
import { aFullPortal, signInFor } from '../support/full-portal.ts'
import { walkInstitutions } from '../support/institutions.ts'
import { aUnitWithNotice, offer, settle } from '../support/operators.ts'
import { unitId } from '../support/paid-months.ts'
import { PATIENCE } from '../support/pair.ts'
import { signInPerson, walkPerson } from '../support/people.ts'
import { REDIRECT_URI, SECRET } from '../support/portal-client.ts'
import { walkRecovery } from '../support/recovery.ts'
import { ticked, wait } from '../support/registration.ts'
import { walkRosters, walkRostersOutside } from '../support/rosters.ts'
import { walkSettings } from '../support/settings.ts'
import { aRepresentative } from '../support/unit-people.ts'
import { walkUpgrade } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'
import { walkScans } from '../support/waiting.ts'
import { walkWidgets } from '../support/widgets.ts'

const world = usePair({ light: true, patience: PATIENCE })
const REGISTRATIONS = '/api/v1/registrations'

let document: ApiDocument
let judge: Judge
beforeAll(async () => {
  document = (await new Visitor(world.hall.origin).get<ApiDocument>('/openapi.json')).json
  judge = new Judge(world.hall.origin, document)
})

const fault = (partner: string, name: string) =>
  sandbox(world).post('faults', { partner, fault: name, times: 2 })

/** A person from step one to the end, with what can go wrong on the way. */
async function registerWithTrouble() {
  const person = aPerson()
  const identity = { ...identityOf(person), ...ticked }
  await fault('population', '500')
  await judge.post(`${REGISTRATIONS}/person`, identity)
  await judge.get(`${REGISTRATIONS}/current`)
  await startPerson(world, person, judge)
  await judge.get(`${REGISTRATIONS}/current`)
  await judge.get(`${REGISTRATIONS}/current/face`)
  await judge.post(`${REGISTRATIONS}/current/face`, { method: 'smile' })
  await judge.post(`${REGISTRATIONS}/current/sms`, { mobile: person.mobile })
  await fault('alipay', '500')
  await judge.post(`${REGISTRATIONS}/current/face`, { method: 'alipay' })
  await passFace(world, judge, person)
  await judge.post(`${REGISTRATIONS}/current/sms`, { mobile: 'x' })
  await fault('sms', '500')
  await judge.post(`${REGISTRATIONS}/current/sms`, { mobile: person.mobile })
  await world.sandbox.db.prepare('DELETE FROM faults').run()
  const account = await accountFor(world, judge, person)
  await judge.post(`${REGISTRATIONS}/current/sms`, { mobile: person.mobile })
  await judge.post(`${REGISTRATIONS}/current/account`, { ...account, smsCode: '000000' })
  await judge.post(`${REGISTRATIONS}/current/account`, account)
  await judge.post(`${REGISTRATIONS}/person`, identity)
  return person
}

async function registerUnitOf(person: MadePerson) {
  const unit = aUnit()
  await judge.post(`${REGISTRATIONS}/unit`, {})
  await startUnit(world, unit, person, judge)
  await passFace(world, judge, person)
  const own = { ...person, mobile: aPerson().mobile }
  await judge.post(`${REGISTRATIONS}/current/account`, await accountFor(world, judge, own))
  await judge.post(`${REGISTRATIONS}/unit`, { ...unit, ...identityOf(person), ...ticked })
  await wait(world.hall.db, await startUnit(world, aUnit(), person, judge), 11)
  await judge.post(`${REGISTRATIONS}/current/face`, { method: 'app' })
  return { unit, person: own }
}

/** Sessions: in, seen, renewed, listed, ended; and what strangers get. */
async function useSessions(who: Awaited<ReturnType<typeof registerUnitOf>>) {
  const typed = { unit: who.unit.creditCode, person: who.person.mobile, password: 'Wrong#2026' }
  for (let tries = 0; tries < 6; tries++) await judge.post('/api/v1/sessions', typed)
  await world.hall.db.prepare('DELETE FROM sign_in_attempt').run()
  await judge.get('/api/v1/session')
  const other = await signIn(world, who)
  const otherId = (other.cookies.get('__Host-hall') ?? '').split('.')[0]
  await signIn(world, who, judge)
  await judge.get('/api/v1/session')
  await judge.get('/api/v1/sessions')
  await judge.post('/api/v1/session/renew')
  await judge.delete(`/api/v1/sessions/${otherId}`)
  await judge.delete(`/api/v1/sessions/${otherId}`)
  await judge.delete('/api/v1/session')
  await signIn(world, who, judge)
  await judge.delete('/api/v1/sessions')
  for (const path of ['session', 'sessions', 'sessions/x']) await judge.delete(`/api/v1/${path}`)
  await judge.post('/api/v1/session/renew')
  await judge.get('/api/v1/sessions')
}

/** What any route that takes a body may answer, and a post of another site. */
async function sendRubbish() {
  const send = (headers: Record<string, string>, body: string) =>
    judge.send('/api/v1/sessions', { method: 'POST', headers, body })
  const json = { 'content-type': 'application/json' }
  await send(json, '{')
  await send({ 'content-type': 'text/plain' }, 'x')
  await send(json, JSON.stringify({ unit: 'x'.repeat(70_000) }))
  await send({ ...json, origin: 'https://evil.example' }, '{}')
}

/** The app's scans, and the provider's own answers. */
async function scanAndDiscover() {
  const person = aPerson()
  const visitor = await startPerson(world, person)
  const app = await anApp(world)
  for (const act of ['confirm', 'refuse']) {
    const { json } = await visitor.post<{ url: string }>(`${REGISTRATIONS}/current/face`, { method: 'app' })
    const code = new URL(json.url).pathname.split('/').at(-1) ?? ''
    const personAssertion = await app.vouch({ person, scan: code })
    await app.call(code, undefined, judge)
    await app.call(`${code}/${act}`, { personAssertion: 'x', reason: 'failed' }, judge)
    await app.call(`${code}/${act}`, {}, judge)
    // The refusal comes first: a confirmation takes the registration on, and no check is opened after it.
    const done = act === 'confirm' ? 'refuse' : 'confirm'
    await app.call(`${code}/${done}`, { personAssertion, reason: 'cancelled' }, judge)
    await app.call(code, undefined, judge)
  }
  for (const path of ['x', 'x/confirm', 'x/refuse'])
    await app.call(path, path === 'x' ? undefined : { personAssertion: 'x', reason: 'failed' }, judge)
  await judge.get('/api/v1/app/scans/x')
  await (await anApp(world, ['other'])).call('x', undefined, judge)
  for (const path of [
    '/.well-known/openid-configuration',
    '/oidc/jwks',
    '/oidc/embed-check?client_id=x',
    '/oidc/userinfo',
  ])
    await judge.get(path)
  await judge.post('/oidc/userinfo')
  await judge.post('/oidc/token')
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  await judge.send('/oidc/token', { method: 'POST', headers: form, body: 'grant_type=x' })
}

/** What a portal's server and a unit's own software ask for. */
async function askAsPrograms(who: Awaited<ReturnType<typeof registerUnitOf>>) {
  const portal = await aFullPortal(world.hall)
  const { refresh_token = '', access_token: own_token } = await signInFor(world.hall.origin, portal, who)
  const authorization = `Basic ${btoa(`full-portal:${encodeURIComponent(SECRET)}`)}`
  await walkWidgets(own_token, authorization, judge)
  const post = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
    judge.send(`/oidc/${path}`, { method: 'POST', headers, body: new URLSearchParams(body) })
  const pkce = { code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' }
  const request = { response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid', ...pkce }
  for (const path of ['par', 'introspect', 'revoke', 'token']) {
    for (const body of [{}, { token: 'x' }, { token: refresh_token }, request])
      await post(path, body as Record<string, string>, { authorization })
    await post(path, { token: 'x' })
  }
  await walkCasesOutside(judge)
  await walkRostersOutside(judge)
  await signIn(world, who, judge)
  await walkCases(judge)
  await walkRosters(judge)
  const { text } = await judge.submit('/center/apps', { name: '人事软件', unitRead: 'yes' })
  const [id, secret] = [...text.matchAll(/<dd><span class="code">([^<]+)</g)].map(([, shown]) => shown)
  const own = await post(
    'token',
    { grant_type: 'client_credentials' },
    { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
  )
  const { access_token } = own.json as { access_token: string }
  for (const path of [
    ...['/api/v1/unit', '/api/v1/activity', '/api/v1/activity?limit=x'],
    ...['/api/v1/cases', '/api/v1/cases/counters', '/api/v1/cases/x'],
  ])
    for (const headers of [{}, { authorization: `Bearer ${access_token}` }, { authorization: 'Bearer x' }])
      await judge.send(path, { headers: headers as Record<string, string> })
}

async function walkGrants() {
  const unit = await aUnitWithNotice(world)
  const [person, other] = [await registerPerson(world), await registerPerson(world)]
  for (const one of [person, other]) await offer(unit.visitor, one)
  await walkAppGrants(unit.app, person, unit.unitNumber, judge)
  await settle(unit.app, 'decline', unit.unitNumber, other, '', judge)
  const third = await registerPerson(world)
  await offer(unit.visitor, third)
  await signInPerson(world, third, judge)
  const [, page = ''] = /href="(\/person\/grants\/\w+)"/.exec((await judge.get('/person/grants')).text) ?? []
  await judge.submit(page, { face: 'alipay' })
  await judge.get('/api/v1/person/grants/face')
}

/** A clerk who goes on, and a stranger. */
async function walkCounter() {
  await judge.post('/api/v1/counter/session/renew')
  await signInClerk(world, await aClerk(world), judge)
  await judge.post('/api/v1/counter/session/renew')
}

async function verifyCertificates() {
  const member = await aRepresentative(world)
  const number = await aCertificate(world, await unitId(world, member.unit))
  for (const body of [{ certificate: number }, { certificate: '20260101000000000000' }, {}])
    await judge.post('/api/v1/certificates/verify', body)
}

/** What a page asks before a CA key signs. */
async function askForChallenges() {
  for (const body of [
    { purpose: 'login' },
    { purpose: 'login', clientId: 'portal' },
    { purpose: 'bind' },
    {},
  ])
    await judge.post('/api/v1/ca/challenges', body)
}

describe('every answer of a walk through the whole API', () => {
  it('is one that the document promises, in status, type and shape', async () => {
    const person = await registerWithTrouble()
    const unit = await registerUnitOf(person)
    await useSessions(unit)
    await askAsPrograms(unit)
    await walkPerson(world, judge)
    await sendRubbish()
    await scanAndDiscover()
    await askForChallenges()
    await verifyCertificates()
    await walkUpgrade(world, judge)
    await walkLicence(world, judge)
    await walkRecovery(world, judge)
    await walkSettings(world, judge)
    await walkFilings(world, judge)
    await walkInstitutions(world, await aRepresentative(world), judge)
    await walkScans(world, await anApp(world), person, judge)
    await walkAppActs(await anApp(world), person, aUnit(), judge)
    await walkGrants()
    await walkCounter()
    expect(judge.faults).toEqual([])
  })

  it('came from every operation, and for those of the API in every way to succeed', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({
        path,
        name: `${method.toUpperCase()} ${path}`,
        responses,
      })),
    )
    const seen = [...judge.seen]
    for (const { path, name, responses } of operations) {
      expect(
        seen.some((answer) => answer.startsWith(`${name} `)),
        name,
      ).toBe(true)
      if (!path.startsWith('/api/')) continue
      for (const status of Object.keys(responses).filter((code) => code.startsWith('2')))
        expect(seen).toContain(`${name} ${status}`)
    }
    expect(new Set(seen.map((answer) => answer.split(' ')[2])).size).toBeGreaterThan(14)
  })
})
