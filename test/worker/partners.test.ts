import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, type PartnerFault } from '../../worker/partners/index.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { type Rig, startRig } from '../sandbox/rig.ts'
import { sandboxKeys } from '../support/sandbox-keys.ts'

const person = { name: '陈立群', documentNumber: '320102197803123413' }
const mobile = '13900001234'
const params = { code: '246810' }
const back = 'https://hall.example/register'

let rig: Rig
const faults: PartnerFault[] = []
const log = (fault: PartnerFault) => void faults.push(fault)

/** Partners with fresh circuits; a `skew` in milliseconds sets their clock wrong. */
const hall = (skew = 0, env: typeof rig.keys.hall = rig.keys.hall) =>
  connect(env, { now: () => Date.now() + skew, log })
const swapped = (port: string, secrets: Record<string, string>) => {
  const all = JSON.parse(rig.keys.hall.PARTNER_SECRETS)
  return {
    ...rig.keys.hall,
    PARTNER_SECRETS: JSON.stringify({ ...all, [port]: { ...all[port], ...secrets } }),
  }
}
const faulted = (kind: string, detail: unknown = expect.any(String)) => ({
  ok: false,
  error: expect.objectContaining({ kind, detail }),
})
const start = (reference: string, partners = hall()) => partners.face.start(person, reference, back)
const ticketOf = async (reference: string) => {
  const started = await start(reference)
  if (!started.ok) throw new Error(started.error.detail)
  return started.value
}

beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.dispose())
beforeEach(async () => {
  faults.length = 0
  await rig.control('reset', {})
})

describe('face verification by Alipay', () => {
  it('is pending until the face passes on the phone, whose page opens by the signed link', async () => {
    const { ticket, url } = await ticketOf('a')
    expect(await hall().face.outcome(ticket)).toEqual({ ok: true, value: 'pending' })
    const page = await fetch(url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('陈立群本人刷脸')])
    const body = new URLSearchParams({ outcome: 'passed' })
    const done = await fetch(`${rig.origin}/alipay/certify/${ticket}`, { method: 'POST', body })
    expect(await done.text()).toContain('认证通过')
    expect(await hall().face.outcome(ticket)).toEqual({ ok: true, value: 'passed' })
  })

  it.each([
    ['failed', 'failed'],
    ['other_face', 'not_same_person'],
    ['cancelled', 'cancelled'],
    ['walked_away', 'pending'],
  ])('tells a face check that was %s as %s', async (outcome, told) => {
    const { ticket } = await ticketOf(outcome)
    await rig.control(`alipay/${ticket}`, { outcome })
    expect(await hall().face.outcome(ticket)).toEqual({ ok: true, value: told })
  })

  it('opens one check for one reference, and none for another person under the same reference', async () => {
    expect((await ticketOf('one')).ticket).toBe((await ticketOf('one')).ticket)
    const other = await hall().face.start({ ...person, name: '周敏' }, 'one', back)
    expect(other).toEqual(faulted('refused', '40004 INVALID_PARAMETER'))
  })

  it('is refused with the wrong key, an unknown check or a clock six minutes off', async () => {
    const other = JSON.parse((await sandboxKeys({ hall: '', sandbox: 'http://x' })).hall.PARTNER_SECRETS).face
    const forged = hall(0, swapped('face', { privateKey: other.privateKey }))
    expect(await start('b', forged)).toEqual(faulted('refused', '40002 isv.invalid-signature'))
    expect(await start('b', hall(360_000))).toEqual(faulted('refused', '40002 isv.invalid-timestamp'))
    expect(await hall().face.outcome('none')).toEqual(faulted('refused', '40004 CERTIFY_ID_NOT_EXIST'))
    const distrusting = hall(0, swapped('face', { alipayPublicKey: other.alipayPublicKey }))
    expect(await start('b', distrusting)).toEqual(faulted('bad_signature'))
  })

  it('refuses a link to the phone whose check was exchanged', async () => {
    const url = new URL((await ticketOf('c')).url)
    const { ticket } = await ticketOf('d')
    url.searchParams.set('biz_content', JSON.stringify({ certify_id: ticket }))
    expect((await fetch(url)).status).toBe(400)
  })

  it('gets over one bad moment of the partner with a second attempt', async () => {
    await rig.order('alipay', '500')
    expect((await start('e')).ok).toBe(true)
    expect(await rig.calls('alipay')).toBe(2)
  })
})

describe('SMS by Aliyun', () => {
  const send = (partners = hall()) => partners.sms.send(mobile, 'code', params)

  it('arrives in the inbox of the number', async () => {
    expect(await send()).toEqual({ ok: true, value: { receipt: expect.stringMatching(/^\d+\^0$/) } })
    expect(await rig.ask(`sms?mobile=${mobile}`)).toEqual([expect.objectContaining({ mobile, params })])
    expect(await (await fetch(`${rig.origin}/sms/${mobile}`)).text()).toContain('<b>246810</b>')
  })

  it('is limited to one a minute, five an hour and ten a day', async () => {
    const later = (seconds: number) => rig.control('sms/age', { seconds, mobile })
    const until = async (count: number, seconds: number) => {
      for (let i = 0; i < count; i++) {
        expect((await send()).ok).toBe(true)
        await later(seconds)
      }
    }
    expect((await send()).ok).toBe(true)
    expect(await send()).toEqual(faulted('limited', 'isv.BUSINESS_LIMIT_CONTROL'))
    await later(61)
    await until(4, 61)
    expect(await send()).toEqual(faulted('limited'))
    await later(3_600)
    await until(5, 1_000)
    await later(3_600)
    expect(await send()).toEqual(faulted('limited'))
    await later(86_400)
    expect((await send()).ok).toBe(true)
  })

  it.each<FaultName>(['500', 'timeout', 'nonsense'])(
    'is never tried twice, not even after %s',
    async (fault) => {
      await rig.order('sms', fault, 5)
      expect((await send()).ok).toBe(false)
      expect(await rig.calls('sms')).toBe(1)
    },
  )

  it('is refused with the wrong secret, an unknown number or a clock six minutes off', async () => {
    const forged = hall(0, swapped('sms', { accessKeySecret: 'guess' }))
    expect(await send(forged)).toEqual(faulted('refused', 'SignatureDoesNotMatch'))
    expect(await send(hall(-360_000))).toEqual(faulted('refused', 'InvalidTimeStamp.Expired'))
    expect(await hall().sms.send('12345', 'code', params)).toEqual(
      faulted('refused', 'isv.MOBILE_NUMBER_ILLEGAL'),
    )
  })

  it('cannot be sent again by somebody who recorded the call, nor sent to another number', async () => {
    const again = await recording(() => send())
    expect(await (await again()).json()).toMatchObject({ Code: 'SignatureNonceUsed' })
    const elsewhere = await again((body) => body.replace(mobile, '13900009999'))
    expect(await elsewhere.json()).toMatchObject({ Code: 'SignatureDoesNotMatch' })
  })

  it('may arrive twice when the carrier repeats it', async () => {
    await rig.order('sms', 'twice')
    expect((await send()).ok).toBe(true)
    expect(await rig.ask(`sms?mobile=${mobile}`)).toHaveLength(2)
  })
})

describe('the population register', () => {
  const check = (partners = hall()) => partners.population.check(person)

  it('knows a match, another name, a listed mismatch, and answers as told for an unknown number', async () => {
    expect(await check()).toEqual({ ok: true, value: 'match' })
    await rig.control('population', { unknown: 'no_match' })
    expect(await check()).toEqual({ ok: true, value: 'no_match' })
    await rig.control('population', { people: [person] })
    expect(await check()).toEqual({ ok: true, value: 'match' })
    expect(await hall().population.check({ ...person, name: '周敏' })).toEqual({
      ok: true,
      value: 'no_match',
    })
    await rig.control('population', { mismatches: [person.documentNumber] })
    expect(await check()).toEqual({ ok: true, value: 'no_match' })
  })

  it('refuses a wrong key and a wrong clock, and its own answers are refused under another key', async () => {
    const forged = hall(0, swapped('population', { key: btoa('another key') }))
    expect(await check(forged)).toEqual(faulted('bad_signature'))
    // Its answer says so as well, but a refusal that is not provably its own is not believed.
    expect(await check(hall(360_000))).toEqual(faulted('bad_signature'))
    const again = await recording(() => check())
    expect(await (await again()).json()).toMatchObject({ code: '4004' })
  })
})

describe('a fault of a partner', () => {
  const acts = {
    alipay: () => start('f'),
    sms: () => hall().sms.send(mobile, 'code', params),
    population: () => hall().population.check(person),
  }
  type Row = [keyof typeof acts, FaultName, string]
  const everywhere = (fault: FaultName, kind: string): Row[] =>
    (['alipay', 'sms', 'population'] as const).map((partner) => [partner, fault, kind])

  it.each<Row>([
    ...everywhere('timeout', 'timeout'),
    ...everywhere('500', 'unavailable'),
    ...everywhere('nonsense', 'nonsense'),
    ...everywhere('deny', 'refused'),
    ['alipay', 'bad_signature', 'bad_signature'],
    ['population', 'bad_signature', 'bad_signature'],
  ])('of %s, told to answer with %s, is %s', async (partner, fault, kind) => {
    await rig.order(partner, fault, 2)
    expect(await acts[partner]()).toEqual(faulted(kind))
  })

  it.each(['alipay', 'sms', 'population'] as const)(
    'is none when %s answers late but in time',
    async (partner) => {
      await rig.order(partner, 'late')
      expect((await acts[partner]()).ok).toBe(true)
    },
  )

  it('opens the circuit, which closes once the partner is back', async () => {
    let skew = 0
    const partners = connect(rig.keys.hall, { now: () => Date.now() + skew, log })
    const check = () => partners.population.check(person)
    await rig.order('population', '500', 5)
    for (let i = 0; i < 3; i++) expect((await check()).ok).toBe(false)
    expect(await check()).toEqual(faulted('unavailable', 'circuit open'))
    expect(await rig.calls('population')).toBe(5)
    skew = 31_000
    expect(await check()).toEqual({ ok: true, value: 'match' })
    expect(await check()).toEqual({ ok: true, value: 'match' })
  })

  it('never carries a name, a number or a key into the log', async () => {
    for (const fault of ['500', 'nonsense', 'deny'] as const) {
      for (const [partner, act] of Object.entries(acts)) {
        await rig.order(partner as keyof typeof acts, fault, 2)
        await act()
        await rig.control('reset', {})
      }
    }
    await hall().sms.send('12345', 'code', params)
    const written = JSON.stringify(faults)
    expect(faults.length).toBeGreaterThanOrEqual(10)
    for (const secret of [person.name, person.documentNumber, mobile]) expect(written).not.toContain(secret)
    expect(written).not.toMatch(/\d{6}|MII/)
  })
})

/** Runs a call and keeps what went over the wire, so that it can be sent again. */
async function recording(act: () => Promise<unknown>) {
  const real = globalThis.fetch
  const kept: { url: string; headers: Headers; body: string }[] = []
  vi.stubGlobal('fetch', async (request: Request, init: RequestInit) => {
    kept.push({ url: request.url, headers: new Headers(request.headers), body: await request.clone().text() })
    return real(request, init)
  })
  await act().finally(() => vi.unstubAllGlobals())
  const [recorded] = kept
  if (!recorded) throw new Error('nothing was sent')
  return (change = (body: string) => body) =>
    fetch(recorded.url, { method: 'POST', headers: recorded.headers, body: change(recorded.body) })
}
