import { beforeAll, describe, expect, it } from 'vitest'
import type { FaultName, PartnerName } from '../sandbox/faults.ts'
import { aPerson, must, sandbox } from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { anAccount, begin, chooseAt, comeBack, countOf, signInBySso } from '../support/federation.ts'
import { PATIENCE } from '../support/pair.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, patience: PATIENCE })
const newcomer = () => new Visitor(world.hall.origin)
const order = (partner: PartnerName, fault: FaultName, times = 1, delayMs = 50) =>
  sandbox(world).post('faults', { partner, fault, times, delayMs })

/** A page that says what happened and has a way on; nobody is signed in. */
function isRefusal(reply: Reply, status: number, words: string, visitor: Visitor) {
  expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(words)])
  expect(reply.text).toMatch(/<a class="button button-primary" href="\/(login|help)\//)
  expect([...visitor.cookies.keys()]).not.toContain('__Host-hall')
}

/** Fresh settings give fresh partners: closed circuits, nothing known of the provider. */
const freshHall = (sso: object = {}) => {
  const all = JSON.parse(world.secrets.PARTNERS)
  return world.hall.reload({ PARTNERS: JSON.stringify({ ...all, sso: { ...all.sso, ...sso } }) })
}
let turn = 0
const forget = () => freshHall({ timeoutMs: PATIENCE + ++turn })

describe('an answer that comes back', () => {
  it('is refused in another browser, with its own try or with none', async () => {
    const account = await anAccount(world)
    const [own, other, none] = [newcomer(), newcomer(), newcomer()]
    const back = await chooseAt(await begin(own), account.id)
    await begin(other)
    isRefusal(await comeBack(other, back), 403, '这次登录接不上', other)
    isRefusal(await comeBack(none, back), 403, '这次登录接不上', none)
    await must(303, comeBack(own, back))
  })

  it('is refused with another state, or none', async () => {
    const account = await anAccount(world)
    const visitor = newcomer()
    const back = await chooseAt(await begin(visitor), account.id)
    for (const changed of [back.replace(/state=[^&]+/, 'state=guessed'), back.replace(/state=[^&]+&?/, '')])
      isRefusal(await comeBack(visitor, changed), 403, '这次登录接不上', visitor)
    expect(await countOf(world, account.unit)).toEqual({ units: 0, operators: 0 })
  })

  it('is refused when it names another issuer, or none although the provider always does', async () => {
    for (const iss of ['iss=https%3A%2F%2Fevil.example&', '']) {
      const visitor = newcomer()
      const back = await chooseAt(await begin(visitor), (await anAccount(world)).id)
      const changed = back.replace(/iss=[^&]+&/, iss)
      expect(changed).not.toBe(back)
      isRefusal(await comeBack(visitor, changed), 503, '没有通过安全核对', visitor)
    }
  })

  it('is refused when the try was begun with another provider', async () => {
    const visitor = newcomer()
    const back = await chooseAt(await begin(visitor), (await anAccount(world)).id)
    await world.hall.db
      .prepare("UPDATE federation_attempt SET issuer = 'https://other.example' WHERE id = ?")
      .bind(visitor.cookies.get('__Host-hall-sso')?.split('.')[0])
      .run()
    isRefusal(await comeBack(visitor, back), 403, '这次登录接不上', visitor)
  })

  it('is good once, and in its ten minutes', async () => {
    const account = await anAccount(world)
    const visitor = newcomer()
    const back = await chooseAt(await begin(visitor), account.id)
    const cookie = visitor.cookies.get('__Host-hall-sso') ?? ''
    await must(303, comeBack(visitor, back))
    const thief = newcomer()
    thief.cookies.set('__Host-hall-sso', cookie)
    isRefusal(await comeBack(thief, back), 409, '这次登录已经用过了', thief)

    const late = newcomer()
    const second = await chooseAt(await begin(late), account.id)
    await world.hall.db.prepare('UPDATE federation_attempt SET expires_at = 1').run()
    isRefusal(await comeBack(late, second), 410, '这次登录超过了时间', late)
  })

  it('with the code of another try is refused by the provider: its verifier does not fit', async () => {
    const [victim, attacker] = [newcomer(), newcomer()]
    const stolen = new URLSearchParams(
      (await chooseAt(await begin(victim), (await anAccount(world)).id)).split('?')[1],
    )
    const own = new URLSearchParams(
      (await chooseAt(await begin(attacker), (await anAccount(world)).id)).split('?')[1],
    )
    own.set('code', stolen.get('code') ?? '')
    isRefusal(await comeBack(attacker, `/login/sso/callback?${own}`), 503, '没有认可这次登录', attacker)
  })

  it('refused leads back to where the visitor wanted to go, by a new try', async () => {
    const visitor = newcomer()
    const page = await begin(visitor, '?next=%2Fcenter%2Fsessions')
    const { text } = await comeBack(visitor, await chooseAt(page, ''))
    expect(text).toContain('href="/login/sso?next=%2Fcenter%2Fsessions"')
  })

  it('says that the visitor did not want to', async () => {
    const visitor = newcomer()
    isRefusal(
      await comeBack(visitor, await chooseAt(await begin(visitor), '')),
      403,
      '您没有登录江苏政务服务',
      visitor,
    )
  })

  it('tells nothing that was in it', async () => {
    const visitor = newcomer()
    await begin(visitor)
    const page = await comeBack(
      visitor,
      '/login/sso/callback?state=x&error=boom&error_description=%3Cscript%3E',
    )
    expect(page.text).not.toMatch(/boom|&lt;script/)
  })
})

describe('an ID token', () => {
  it.each([
    ['of another issuer', { iss: 'https://other.example' }],
    ['for somebody else', { aud: 'another-client' }],
    ['for several, made for none of them', { aud: ['unit-hall', 'another-client'] }],
    ['made for somebody else', { aud: ['unit-hall', 'another-client'], azp: 'another-client' }],
    ['of another visit', { nonce: 'another' }],
    ['that has run out', { exp: 1_700_000_000 }],
    ['of somebody else than the account told of', { sub: 'somebody-else' }],
  ])('%s is refused, and nothing is made', async (_, claims) => {
    const account = await anAccount(world)
    await sandbox(world).post('sso/claims', claims)
    const visitor = newcomer()
    isRefusal(await signInBySso(world, account, visitor), 503, '没有通过安全核对', visitor)
    await sandbox(world).post('sso/claims', {})
    expect(await countOf(world, account.unit)).toEqual({ units: 0, operators: 0 })
    await must(303, signInBySso(world, account))
  })
})

const variants = {
  'OpenID Connect': forget,
  'the ticket variant': () =>
    freshHall({
      ...{ adapter: 'ticket', loginUrl: `${world.sandbox.origin}/sso/login`, appCode: 'unit-hall' },
      ...{
        endpoint: `${world.sandbox.origin}/sso/api`,
        signature: 'hmac-sha256',
        timeoutMs: PATIENCE + ++turn,
      },
    }),
}

// What the province does wrong at each of its calls, in both ways, is in fault-matrix.test.ts.
describe.each(Object.entries(variants))('%s', (_name, settle) => {
  beforeAll(settle)

  it('lets in, and only once for one try', async () => {
    const account = await anAccount(world)
    const visitor = newcomer()
    const back = await chooseAt(await begin(visitor), account.id)
    const cookie = visitor.cookies.get('__Host-hall-sso') ?? ''
    await must(303, comeBack(visitor, back))
    const again = newcomer()
    again.cookies.set('__Host-hall-sso', cookie)
    isRefusal(await comeBack(again, back), 409, '这次登录已经用过了', again)
    expect(await countOf(world, account.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('waits for a late answer, and gets over one bad moment of the account’s call', async () => {
    await order('sso', 'late', 1, 200)
    await order('sso_userinfo', '500', 1)
    await must(303, signInBySso(world, await anAccount(world)))
  })

  it('says so with a person’s account of the province', async () => {
    const visitor = newcomer()
    const account = await anAccount(world, { kind: 'natural', holder: aPerson() })
    isRefusal(await signInBySso(world, account, visitor), 403, '这是个人账户', visitor)
  })
})

describe('the provider’s description and keys', () => {
  it('are asked for once for many sign-ins', async () => {
    await forget()
    await sandbox(world).post('reset', {})
    for (let i = 0; i < 3; i++) await must(303, signInBySso(world, await anAccount(world)))
    expect(await sandbox(world).get('calls')).toMatchObject({ sso_metadata: 2, sso: 3, sso_userinfo: 3 })
  })

  it('keys not to be had are said on the way back', async () => {
    await forget()
    const visitor = newcomer()
    const account = await anAccount(world)
    const back = await chooseAt(await begin(visitor), account.id)
    await order('sso_metadata', '500', 2)
    isRefusal(await comeBack(visitor, back), 503, '这会儿连不上', visitor)
    expect(await countOf(world, account.unit)).toEqual({ units: 0, operators: 0 })
  })
})

describe('the page that sends on', () => {
  it('takes a form of this hall alone, and may lead to the provider alone', async () => {
    await forget()
    const page = await must(200, newcomer().get('/login/sso'))
    expect(page.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${new URL(world.sandbox.origin).origin};`,
    )
    const foreign = await newcomer().send('/login/sso', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
  })
})
