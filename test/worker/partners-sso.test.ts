import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type PartnerFault } from '../../worker/partners/index.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { type Rig, startRig } from '../sandbox/rig.ts'

const HALL = 'http://hall.invalid'
const returnUrl = `${HALL}/login/sso/callback`
const state = 'a-state'

let rig: Rig
const faults: PartnerFault[] = []
const log = (fault: PartnerFault) => void faults.push(fault)

beforeAll(async () => {
  rig = await startRig(HALL)
})
afterAll(() => rig.dispose())
beforeEach(async () => {
  faults.length = 0
  await rig.control('reset', {})
})

/** Partners with fresh circuits and nothing known; a `skew` in milliseconds sets their clock wrong. */
function hall({ sso = {}, secret = {}, skew = 0 }: { sso?: object; secret?: object; skew?: number } = {}) {
  const [config, secrets] = [rig.keys.hall.PARTNERS, rig.keys.hall.PARTNER_SECRETS].map((json) =>
    JSON.parse(json),
  )
  const env = {
    PARTNERS: JSON.stringify({ ...config, sso: { ...config.sso, ...sso } }),
    PARTNER_SECRETS: JSON.stringify({ ...secrets, sso: { ...secrets.sso, ...secret } }),
  }
  return connect(env, { now: () => Date.now() + skew, log }).sso
}
const older = (signature: 'hmac-sha256' | 'md5' = 'hmac-sha256', own: object = {}) => ({
  sso: {
    ...{
      adapter: 'ticket',
      loginUrl: `${rig.origin}/sso/login`,
      endpoint: `${rig.origin}/sso/api`,
      signature,
    },
    ...{ appCode: signature === 'md5' ? 'unit-hall-md5' : 'unit-hall', ...own },
  },
})
const faulted = (kind: string) => ({ ok: false, error: expect.objectContaining({ partner: 'sso', kind }) })

async function begun(sso = hall()) {
  const visit = await sso.begin({ state, returnUrl })
  if (!visit.ok) throw new Error(visit.error.detail)
  return visit.value
}

/** Signs in at the province and answers what the browser brings back. */
async function chosen(url: string, account = 'demo-1'): Promise<Record<string, string>> {
  const body = new URLSearchParams({ account })
  const back = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  const { state: _, ...answer } = Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams)
  return answer
}

/** The whole visit, at the end with partners of their own. */
async function visit(sso = hall(), account = 'demo-1', at = sso) {
  const { url, kept } = await begun(sso)
  return at.finish({ kept, returnUrl, answer: await chosen(url, account) })
}

const who = { name: '陈立群', documentType: '01', documentNumber: '320102197803123413' }
const ACCOUNT = {
  subject: 'demo-1',
  account: {
    ...{
      creditCode: expect.stringMatching(/^91320106MA2026301.$/),
      unitName: '南京鼓楼联合登录演练有限公司',
    },
    legalRepresentative: who,
  },
  holder: { ...who, mobile: '13800005101' },
}

describe('the province’s OpenID provider', () => {
  it('vouches for a unit, its legal representative, the holder and what was proved', async () => {
    const account = { ...ACCOUNT, amr: ['pwd', 'sms'] }
    expect(await visit()).toEqual({ ok: true, value: { kind: 'unit', account } })
    expect(await visit(hall(), 'demo-3')).toEqual({ ok: true, value: { kind: 'personal' } })
    expect(await visit(hall(), '')).toEqual({ ok: true, value: { kind: 'cancelled' } })
  })

  it('is asked with a challenge, a state and a nonce, none of them twice', async () => {
    const sso = hall()
    const [one, two] = [await begun(sso), await begun(sso)].map(({ url }) => new URL(url).searchParams)
    expect(Object.fromEntries(one ?? [])).toMatchObject({
      ...{ response_type: 'code', client_id: 'unit-hall', redirect_uri: returnUrl, state },
      ...{ code_challenge_method: 'S256', scope: expect.stringContaining('openid') },
    })
    for (const name of ['nonce', 'code_challenge']) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one?.get(name)).not.toBe(two?.get(name))
    }
  })

  it('takes a code once, with its own verifier, and from the registered client alone', async () => {
    const sso = hall()
    const { url, kept } = await begun(sso)
    const answer = await chosen(url)
    const other = (await begun(sso)).kept
    expect(await sso.finish({ kept: other, returnUrl, answer })).toEqual(faulted('refused'))
    const second = await chosen(url)
    expect((await sso.finish({ kept, returnUrl, answer: second })).ok).toBe(true)
    expect(await sso.finish({ kept, returnUrl, answer: second })).toEqual(faulted('refused'))
    expect(await visit(hall({ secret: { clientSecret: 'guess' } }))).toEqual(faulted('refused'))
    expect(faults.at(-1)?.detail).toBe('invalid_client')
  })

  it('sends nobody back to an address that is not registered', async () => {
    const elsewhere = await hall().begin({ state, returnUrl: 'https://evil.example/' })
    expect(elsewhere.ok && (await fetch(elsewhere.value.url)).status).toBe(400)
  })

  it('is believed with a clock a minute off at the most', async () => {
    expect((await visit(hall({ skew: -40_000 }))).ok).toBe(true)
    expect(await visit(hall({ skew: 400_000 }))).toEqual(faulted('bad_signature'))
  })

  it('is asked once more for keys that are not among the known, and then believed', async () => {
    let skew = 0
    const sso = connect(rig.keys.hall, { now: () => Date.now() + skew, log }).sso
    expect((await visit(sso)).ok).toBe(true)
    expect(await rig.calls('sso_metadata')).toBe(2)
    await rig.order('sso', 'bad_signature') // of the same key id: no reason to ask again
    expect(await visit(sso)).toEqual(faulted('bad_signature'))
    expect(await rig.calls('sso_metadata')).toBe(2)
    skew = 50_000
    expect((await visit(sso)).ok).toBe(true)
  })
})

describe('the province’s older way by ticket', () => {
  it.each(['hmac-sha256', 'md5'] as const)('vouches for the same, signed with %s', async (signature) => {
    const value = { kind: 'unit', account: { ...ACCOUNT, amr: [] } }
    expect(await visit(hall(older(signature)))).toEqual({ ok: true, value })
    expect(await visit(hall(older(signature)), 'demo-3')).toEqual({ ok: true, value: { kind: 'personal' } })
    expect(await visit(hall(older(signature)), '')).toEqual({ ok: true, value: { kind: 'cancelled' } })
  })

  it('takes a ticket once, from the right application, secret and time', async () => {
    const sso = hall(older())
    const { url } = await begun(sso)
    const answer = await chosen(url)
    expect((await sso.finish({ kept: '', returnUrl, answer })).ok).toBe(true)
    expect(await sso.finish({ kept: '', returnUrl, answer })).toEqual(faulted('refused'))
    for (const wrong of [
      hall({ ...older('md5'), secret: { appSecret: 'guess' } }),
      hall({ ...older('md5'), skew: 400_000 }),
      hall(older('md5', { appCode: 'unknown' })),
    ])
      expect(await visit(hall(older('md5')), 'demo-1', wrong)).toEqual(faulted('refused'))
    // A refusal that is not provably theirs is not believed, either.
    const distrusting = hall({ ...older(), secret: { appSecret: 'guess' } })
    expect(await visit(hall(older()), 'demo-1', distrusting)).toEqual(faulted('bad_signature'))
  })

  it('signs the older digest over code, secret and time in Beijing', async () => {
    const secret = JSON.parse(rig.keys.hall.PARTNER_SECRETS).sso.appSecret
    const time = new Date(Date.now() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
    const sign = createHash('md5').update(`unit-hall-md5${secret}${time}`).digest('hex')
    const body = new URLSearchParams({ appCode: 'unit-hall-md5', time, sign, ticket: 'none' })
    const answer = await fetch(`${rig.origin}/sso/api/ticketValidation`, { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ result: '2' })
  })
})

describe('a fault of the province’s service', () => {
  type Row = [FaultName, string]
  const KINDS: Row[] = [
    ['timeout', 'timeout'],
    ['500', 'unavailable'],
    ['nonsense', 'nonsense'],
    ['deny', 'refused'],
    ['bad_signature', 'bad_signature'],
  ]
  it.each(KINDS)('%s is %s, at the exchange and at the account, in both ways', async (fault, kind) => {
    for (const settings of [{}, older()]) {
      await rig.order('sso', fault)
      expect(await visit(hall(settings))).toEqual(faulted(kind))
      await rig.order('sso_userinfo', fault, 2)
      expect(await visit(hall(settings))).toEqual(faulted(kind))
      await rig.control('reset', {})
    }
  })

  it('never carries a name, a number, a ticket or a secret into the log', async () => {
    for (const [fault] of KINDS)
      for (const settings of [{}, older()]) {
        await rig.order('sso_userinfo', fault, 2)
        await visit(hall(settings))
        await rig.control('reset', {})
      }
    expect(faults.length).toBeGreaterThanOrEqual(10)
    const written = JSON.stringify(faults)
    expect(written).not.toMatch(/陈立群|3201|1380000|南京|eyJ|[\w-]{30}/)
  })

  it('is a setting without its secret, said at once', () => {
    expect(() => hall({ secret: { clientSecret: '' } })).toThrow('sso.clientSecret')
    expect(() => hall({ ...older(), secret: { appSecret: '' } })).toThrow('sso.appSecret')
  })
})
