import { beforeAll, describe, expect, it } from 'vitest'
import { faced } from '../support/app-acts.ts'
import { anApp, type Vouched } from '../support/app-client.ts'
import { accountFor, aPerson, aUnit, registerPerson, startPerson, startUnit } from '../support/builders.ts'
import { tally, Visitor } from '../support/client.ts'
import { stepOf, wait } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CURRENT = '/api/v1/registrations/current'
let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp(world)
})

/** A person at step two who chose the app; `code` is what their phone scans. */
async function waiting(person = aPerson()) {
  const visitor = await startPerson(world, person)
  const { json } = await visitor.post<{ url: string }>(`${CURRENT}/face`, { method: 'app' })
  return { person, visitor, code: new URL(json.url).pathname.split('/').at(-1) ?? '' }
}
type Waiting = Awaited<ReturnType<typeof waiting>>

const confirm = async ({ person, code }: Waiting, more: Partial<Vouched> = {}) =>
  app.call(`${code}/confirm`, { personAssertion: await app.vouch({ person, scan: code, ...more }) })
const refuse = async ({ person, code }: Waiting, reason: string) =>
  app.call(`${code}/refuse`, { reason, personAssertion: await app.vouch({ person, scan: code }) })
const status = async ({ visitor }: Waiting) =>
  (await visitor.get<{ status: string }>(`${CURRENT}/face`)).json.status

describe('a code scanned with the app', () => {
  it('says what for and for whom, and the person goes on once they confirmed', async () => {
    const scan = await waiting(
      aPerson({ documentType: '08', documentNumber: `E${Math.random().toString().slice(2, 10)}` }),
    )
    expect(await app.call(scan.code)).toMatchObject({
      ...{
        status: 200,
        json: { purpose: 'face', title: '注册个人账号', site: new URL(world.hall.origin).host },
      },
    })
    expect(await status(scan)).toBe('pending')
    expect(await confirm(scan)).toMatchObject({ status: 200, json: { status: 'passed' } })
    expect(await status(scan)).toBe('passed')
    const account = await accountFor(world, scan.visitor, scan.person)
    expect(await scan.visitor.post(`${CURRENT}/account`, account)).toMatchObject({ status: 201 })
  })

  it.each(['cancelled', 'failed'])('tells the page that it was %s', async (reason) => {
    const scan = await waiting()
    expect(await refuse(scan, reason)).toMatchObject({ status: 200, json: { status: reason } })
    expect(await status(scan)).toBe(reason)
    expect(await confirm(scan)).toMatchObject({ status: 409, json: { reason: 'scan_settled' } })
  })

  it('names the unit and the place that asks, for the code may come from a stranger', async () => {
    const person = await registerPerson(world)
    const unit = aUnit()
    const visitor = await startUnit(world, unit, person)
    const { json } = await visitor.post<{ url: string }>(`${CURRENT}/face`, { method: 'app' })
    const code = json.url.replace(/^.*\/app\/scan\//, '')
    const shown = { title: '以法定代表人身份注册单位', unitName: unit.unitName, place: '未知地点' }
    expect((await app.call(code)).json).toMatchObject(shown)
  })

  it('lets nobody pass under another name, whatever the document', async () => {
    const documentNumber = `P${Math.random().toString().slice(2, 10)}`
    const scan = await waiting(aPerson({ name: 'MA YUN', documentType: '08', documentNumber }))
    const invented = { ...scan.person, name: 'JOHN SMITH' }
    expect(await confirm(scan, { person: invented })).toMatchObject({ json: { reason: 'scan_other_person' } })
    const again = await waiting(aPerson({ name: 'MA YUN', documentType: '08', documentNumber }))
    const spelled = { ...again.person, name: 'Ma  Yun' }
    expect(await confirm(again, { person: spelled })).toMatchObject({ status: 200 })
  })

  it('is not refused by a stranger who got hold of the code', async () => {
    const scan = await waiting()
    const other = aPerson()
    expect(await refuse({ ...scan, person: other }, 'cancelled')).toMatchObject({ status: 409 })
    expect(await status(scan)).toBe('pending')
  })

  it('lets no other person pass, and says so on both sides', async () => {
    const scan = await waiting()
    const other = aPerson()
    expect(await confirm(scan, { person: other })).toMatchObject({
      status: 409,
      json: { reason: 'scan_other_person' },
    })
    expect(await status(scan)).toBe('other_person')
    expect((await scan.visitor.get('/register/face')).text).toContain('不是表单上填的这个人')
    const otherType = await waiting()
    const person = { ...otherType.person, documentType: '90' }
    expect(await confirm(otherType, { person })).toMatchObject({ json: { reason: 'scan_other_person' } })
  })

  it.each([
    ['is settled once, of twenty confirmations at the same moment', ['confirm']],
    ['stays as it was answered first, where yes and no come at the same moment', ['refuse', 'confirm']],
  ])('%s', async (_title, acts) => {
    const scan = await waiting()
    const { person, code } = scan
    // Signed beforehand, over connections that are open, so that they meet in the hall.
    const signed = await Promise.all(Array.from({ length: 20 }, () => app.vouch({ person, scan: code })))
    await Promise.all(signed.map(() => app.call(code)))
    const answers = await Promise.all(
      signed.map((personAssertion, i) =>
        app.call(`${code}/${acts[i % acts.length]}`, { personAssertion, reason: 'cancelled' }),
      ),
    )
    expect(tally(answers)).toEqual({ '200': 1, scan_settled: 19 })
    const said = answers.find((answer) => answer.status === 200)?.json.status
    expect(await status(scan)).toBe(said)
    expect(await stepOf(scan.visitor)).toBe(said === 'passed' ? 'account' : 'face')
  })

  it('leads nowhere when it is made up, changed or out of time', async () => {
    const scan = await waiting()
    const [id = '', proof = ''] = scan.code.split('.')
    const codes = [
      'x',
      id,
      `${id}.${proof.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
      `${'0'.repeat(26)}.${proof}`,
    ]
    for (const code of codes)
      expect(await app.call(code)).toMatchObject({ status: 404, json: { reason: 'scan_unknown' } })
    await wait(world.hall.db, scan.visitor, 10)
    expect(await confirm(scan)).toMatchObject({ status: 410, json: { reason: 'scan_expired' } })
  })
})

describe('the person that the app vouches for', () => {
  it('is believed only as signed, for us, for this scan, of now and with a verified face', async () => {
    const scan = await waiting()
    const now = Math.floor(Date.now() / 1000)
    const bad: Partial<Vouched>[] = [
      ...[
        { claims: { aud: 'https://elsewhere.example' } },
        { claims: { aud: [world.hall.origin, 'https://elsewhere.example'] } },
        { claims: { iss: 'somebody' } },
        { scan: 'another' },
      ],
      ...[
        { claims: { exp: now + 3_600 } },
        { claims: { amr: undefined } },
        { claims: { person: undefined } },
        { age: 120 },
      ],
      ...[{ claims: { jti: undefined } }, { claims: { exp: now - 60 } }, { claims: { iat: undefined } }],
    ]
    for (const more of bad)
      expect(await confirm(scan, more), JSON.stringify(more)).toMatchObject({
        ...{ status: 401, json: { reason: 'assertion_invalid' } },
      })
    const stranger = await anApp(world)
    const foreign = await stranger.vouch({ person: scan.person, scan: scan.code })
    const rubbish = [foreign, 'x', `${foreign.split('.').slice(0, 2).join('.')}.`, '']
    for (const personAssertion of rubbish)
      expect([401, 422]).toContain((await app.call(`${scan.code}/confirm`, { personAssertion })).status)
    expect(await status(scan)).toBe('pending')
    expect(await confirm(scan)).toMatchObject({ status: 200 })
  })

  it('is asked for their face of now: one of another day, or of no time, passes nobody', async () => {
    const scan = await waiting()
    const old = [
      { amr: ['pwd'] },
      { amr: [] },
      ...[undefined, faced(86_400), faced(310), faced(-30)].map((auth_time) => ({ auth_time })),
    ]
    for (const claims of old)
      expect(await confirm(scan, { claims }), JSON.stringify(claims)).toMatchObject({
        ...{ status: 401, json: { reason: 'app_face_needed' } },
      })
    expect(await status(scan)).toBe('pending')
    expect(await confirm(scan, { claims: { auth_time: faced(290) } })).toMatchObject({ status: 200 })
  })

  it('is believed once by the same assertion', async () => {
    const [scan, again] = [await waiting(), await waiting()]
    const claims = { jti: 'the-same-one-twice' }
    expect(await confirm(scan, { claims })).toMatchObject({ status: 200 })
    expect(await confirm(again, { claims })).toMatchObject({
      status: 401,
      json: { reason: 'assertion_invalid' },
    })
  })

  it('is heard from a client of the scope for apps alone', async () => {
    const { code } = await waiting()
    const visitor = new Visitor(world.hall.origin)
    const path = `/api/v1/app/scans/${code}`
    expect(await visitor.get(path)).toMatchObject({ status: 401, json: { error: 'invalid_token' } })
    expect(await visitor.get(path, { authorization: 'Bearer x' })).toMatchObject({ status: 401 })
    const other = await anApp(world, ['filings'])
    expect(await other.call(code)).toMatchObject({ status: 403, json: { error: 'insufficient_scope' } })
    expect((await other.call(code)).headers.get('www-authenticate')).toContain('scope="app"')
  })
})
