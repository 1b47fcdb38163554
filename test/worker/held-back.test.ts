/** A request happens when its last byte is there: nothing is good for longer because somebody holds that byte back. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import {
  accountFor,
  aPerson,
  aUnit,
  must,
  registerPerson,
  registerUnit,
  signIn,
  startAccount,
} from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, OPENING, openingOf, signInClerk } from '../support/counter.ts'
import { postHeldBack } from '../support/held-back.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp(world)
})

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const run = (sql: string, ...values: unknown[]) =>
  world.hall.db
    .prepare(sql)
    .bind(...values)
    .run()
const JSON_BODY = { 'content-type': 'application/json', accept: 'application/json' }

it('an assertion of the app is too old when its body comes too late', async () => {
  const person = aPerson()
  // A minute, and five seconds for clocks.
  const asserted = async () => ({
    personAssertion: await app.vouch({ person, act: 'list_units', age: 62 }),
  })
  expect(await app.ask('my-units', await asserted())).toMatchObject({
    json: { reason: 'app_person_unknown' },
  })
  const late = await postHeldBack(new Visitor(world.hall.origin), {
    ...{ path: '/api/v1/app/my-units', body: JSON.stringify(await asserted()) },
    headers: { ...JSON_BODY, authorization: `Bearer ${await app.token()}` },
    meanwhile: () => wait(3_500),
  })
  expect(JSON.parse(late.text)).toMatchObject({ reason: 'assertion_invalid' })
})

it('an assertion that was forgotten after its time is not taken a second time', async () => {
  const asserted = await app.assertion(85)
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...asserted })
  const visitor = new Visitor(world.hall.origin)
  const second = await postHeldBack(visitor, {
    ...{ path: '/oidc/token', body },
    meanwhile: async () => {
      expect((await visitor.send('/oidc/token', { method: 'POST', body })).status).toBe(200)
      await wait(6_000)
      await run('DELETE FROM seen_assertion WHERE expires_at < ?', Date.now())
    },
  })
  expect([second.status, JSON.parse(second.text)]).toEqual([401, { error: 'invalid_client' }])
})

it('a code by SMS that ran out before the last byte is over', async () => {
  const visitor = await startAccount(world, aPerson())
  const account = await accountFor(world, visitor, aPerson())
  const late = await postHeldBack(visitor, {
    ...{ path: '/api/v1/registrations/current/account', body: JSON.stringify(account), headers: JSON_BODY },
    meanwhile: () =>
      run(
        'UPDATE sms_code SET expires_at = ?1 WHERE id = (SELECT id FROM sms_code ORDER BY created_at DESC LIMIT 1)',
        Date.now(),
      ),
  })
  expect(JSON.parse(late.text)).toMatchObject({ reason: 'sms_code_expired' })
})

describe('a session', () => {
  const opening = { path: '/center/apps', body: new URLSearchParams({ name: '人事软件', casesRead: 'yes' }) }
  const apps = () =>
    world.hall.db.prepare('SELECT count(*) AS n FROM client WHERE unit_id IS NOT NULL').first('n')

  it('that reached its end before the last byte does nothing more', async () => {
    const visitor = await signIn(world, await registerUnit(world))
    const late = await postHeldBack(visitor, {
      ...opening,
      meanwhile: () => run('UPDATE session SET ends_at = ?1 WHERE ends_at > ?1', Date.now()),
    })
    expect([late.status, late.location, await apps()]).toEqual([303, '/login', 0])
  })

  it('of somebody who was removed before the last byte gets no secret of new software', async () => {
    const unit = await aUnitWithNotice(world)
    const { id, visitor } = await anOperator(world, unit, { role: 'administrator' })
    const late = await postHeldBack(visitor, {
      ...opening,
      meanwhile: () => must(303, unit.visitor.submit(`/center/operators/${id}/remove`, {})),
    })
    expect([late.status, late.location, await apps()]).toEqual([303, '/login', 0])
  })
})

it('a body that breaks off, or is none, is refused as what it is', async () => {
  const visitor = new Visitor(world.hall.origin)
  const send = (body: string, headers = JSON_BODY) =>
    visitor.send<{ reason: string }>('/api/v1/sessions', { method: 'POST', headers, body })
  expect((await send('{"unit":')).json.reason).toBe('broken_json')
  expect((await send('')).json.reason).toBe('broken_json')
})

it('a letter that was on its way when its clerk was taken off opens nothing', async () => {
  const clerk = await aClerk(world)
  const visitor = await signInClerk(world, clerk)
  const body = new FormData()
  for (const [name, value] of Object.entries(openingOf(await registerPerson(world), aUnit())))
    body.set(name, value)
  const { status, location } = await postHeldBack(visitor, {
    ...{ path: OPENING, body },
    meanwhile: () => run('UPDATE clerk SET disabled_at = 1 WHERE id = ?', clerk.id),
  })
  expect([status, location]).toEqual([409, undefined])
  expect(await world.hall.db.prepare('SELECT count(*) AS n FROM counter_opening').first('n')).toBe(0)
  expect((await world.hall.files.list({ prefix: 'letters/' })).objects).toEqual([])
})
