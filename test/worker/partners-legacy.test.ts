import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type LegacyUnit, type PartnerFault } from '../../worker/partners/index.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { type Rig, startRig } from '../sandbox/rig.ts'

// As the sandbox's own table has them.
const plain = { userName: 'xuanwu001', password: 'old-hall-1' }
const representative = { documentType: '01', documentNumber: '320102196804123015' }

let rig: Rig
const faults: PartnerFault[] = []
const log = (fault: PartnerFault) => void faults.push(fault)

const legacy = (skew = 0, env: Rig['keys']['hall'] = rig.keys.hall) =>
  connect(env, { now: () => Date.now() + skew, log }).legacy
const withKeys = (keys: Record<string, string>) => {
  const secrets = JSON.parse(rig.keys.hall.PARTNER_SECRETS)
  const changed = { ...secrets, legacy: { keys: { ...secrets.legacy.keys, ...keys } } }
  return { ...rig.keys.hall, PARTNER_SECRETS: JSON.stringify(changed) }
}
const faulted = (kind: string, detail: unknown = expect.any(String)) => ({
  ...{ ok: false, error: { partner: 'legacy', kind, detail } },
})

async function opened(
  hall: 'province' | 'fund' | 'taizhou',
  account: { userName: string; password: string },
) {
  const answer = await legacy().check(hall, account)
  if (!answer.ok || answer.value.status !== 'open') throw new Error(JSON.stringify(answer))
  return answer.value
}

beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.dispose())
beforeEach(async () => {
  faults.length = 0
  await rig.control('reset', {})
})

describe('an account of an old hall', () => {
  it('opens with its unit, whose representative is masked', async () => {
    const { ticket, units } = await opened('province', plain)
    expect(ticket).toMatch(/^[\w-]{20,}$/)
    expect(units).toEqual([
      {
        ...{ unitCode: '10010001', unitName: '南京玄武旧账户科技有限公司', creditCode: '91320102MA2025101X' },
        representative: { name: '李**', documentType: '01', documentNumber: '*****3015' },
      },
    ] satisfies LegacyUnit[])
  })

  it('opens at each of the three halls, and at none but its own', async () => {
    expect((await opened('fund', { userName: 'jijin001', password: 'old-hall-5' })).units).toHaveLength(1)
    expect((await opened('taizhou', { userName: 'hailing001', password: 'old-hall-7' })).units).toHaveLength(
      1,
    )
    expect(await legacy().check('fund', plain)).toEqual({ ok: true, value: { status: 'wrong' } })
  })

  it.each([
    ['several units', 'province', 'jituan002', 'old-hall-2', 2],
    ['a unit without a credit code', 'fund', 'laozhang002', 'old-hall-6', 1],
  ] as const)('may have %s', async (_what, hall, userName, password, count) => {
    const { units } = await opened(hall, { userName, password })
    expect(units).toHaveLength(count)
    expect(units.every(({ creditCode }) => creditCode === '')).toBe(hall === 'fund')
  })

  it.each([
    ['a wrong password', 'xuanwu001', 'guess', 'wrong'],
    ['no such account', 'nobody', 'guess', 'wrong'],
    ['a lock over there', 'suoding003', 'old-hall-3', 'locked'],
    ['no unit', 'kong004', 'old-hall-4', 'no_units'],
  ])('is told apart by no more than it may be: %s', async (_what, userName, password, status) => {
    expect(await legacy().check('province', { userName, password })).toEqual({ ok: true, value: { status } })
  })
})

describe('a legal representative', () => {
  const confirm = async (own: Partial<Record<'ticket' | 'unitCode' | 'documentNumber', string>> = {}) => {
    const { ticket } = await opened('province', plain)
    return legacy().confirm('province', { ticket, unitCode: '10010001', ...representative, ...own })
  }

  it('is confirmed by the full number, and named in full then', async () => {
    expect(await confirm()).toEqual({ ok: true, value: { status: 'same', name: '李明远' } })
  })

  it('is not confirmed by another number', async () => {
    const other = await confirm({ documentNumber: '320102197511306429' })
    expect(other).toEqual({ ok: true, value: { status: 'different' } })
  })

  it('is confirmed for a checked account only, at the hall that checked it, and while the check counts', async () => {
    const over = { ok: true, value: { status: 'over' } }
    expect(await confirm({ ticket: 'made-up' })).toEqual(over)
    expect(await confirm({ unitCode: '10020001' })).toEqual(over)
    const { ticket } = await opened('province', plain)
    const asked = { ticket, unitCode: '10010001', ...representative }
    expect(await legacy().confirm('fund', asked)).toEqual(over)
    await rig.db.prepare('UPDATE legacy_tickets SET ends_at = ends_at - 900001').run()
    expect(await legacy().confirm('province', asked)).toEqual(over)
  })
})

describe('the signature', () => {
  it('is the key of the very hall: another one is refused, and its answers are not believed', async () => {
    const { fund } = JSON.parse(rig.keys.hall.PARTNER_SECRETS).legacy.keys
    const forged = legacy(0, withKeys({ province: fund }))
    expect(await forged.check('province', plain)).toEqual(faulted('bad_signature'))
    expect(await legacy(360_000).check('province', plain)).toEqual(faulted('bad_signature'))
  })

  it('lets nobody repeat a recorded call, nor change what it asks', async () => {
    const real = globalThis.fetch
    let recorded: Request | undefined
    globalThis.fetch = (request, init) => {
      if (request instanceof Request) recorded = request.clone()
      return real(request, init)
    }
    await legacy().check('province', plain)
    globalThis.fetch = real
    if (!recorded) throw new Error('nothing was sent')
    const [headers, sent] = [recorded.headers, await recorded.clone().text()]
    const again = async (url: string, body: string) =>
      ((await (await fetch(url, { method: 'POST', headers, body })).json()) as { code: string }).code
    expect(await again(recorded.url, sent)).toBe('4004')
    expect(await again(recorded.url, sent.replace('xuanwu001', 'jituan002'))).toBe('4002')
    expect(await again(recorded.url.replace('province', 'fund'), sent)).toBe('4002')
    expect(await again(recorded.url.replace('check', 'confirm'), sent)).toBe('4002')
  })
})

describe('a fault of an old hall', () => {
  it.each<[FaultName, string]>([
    ['timeout', 'timeout'],
    ['500', 'unavailable'],
    ['nonsense', 'nonsense'],
    ['deny', 'refused'],
    ['bad_signature', 'bad_signature'],
  ])('that is told to answer with %s is %s, whatever it was asked', async (fault, kind) => {
    const { ticket } = await opened('province', plain)
    await rig.order('legacy', fault)
    expect(await legacy().check('province', plain)).toEqual(faulted(kind))
    await rig.order('legacy', fault, 2)
    const asked = { ticket, unitCode: '10010001', ...representative }
    expect(await legacy().confirm('province', asked)).toEqual(faulted(kind))
  })

  it('never makes it ask for a password twice, which the old hall would count twice', async () => {
    for (const fault of ['500', 'timeout', 'nonsense'] as const) {
      const before = await rig.calls('legacy')
      await rig.order('legacy', fault)
      expect((await legacy().check('province', plain)).ok).toBe(false)
      expect((await rig.calls('legacy')) - before).toBe(1)
    }
  })

  it('is got over by asking a second time whether a number is the same', async () => {
    const { ticket } = await opened('province', plain)
    await rig.order('legacy', '500')
    const asked = { ticket, unitCode: '10010001', ...representative }
    expect(await legacy().confirm('province', asked)).toMatchObject({ ok: true })
  })

  it('is none when it answers late but in time, or does its work twice', async () => {
    for (const fault of ['late', 'twice'] as const) {
      await rig.order('legacy', fault)
      expect((await legacy().check('province', plain)).ok).toBe(true)
    }
  })

  it('opens the circuit of that hall and of no other', async () => {
    const partners = legacy()
    await rig.order('legacy', '500', 5)
    for (let i = 0; i < 5; i++) expect((await partners.check('province', plain)).ok).toBe(false)
    expect(await partners.check('province', plain)).toEqual(faulted('unavailable', 'circuit open'))
    const other = { userName: 'jijin001', password: 'old-hall-5' }
    expect(await partners.check('fund', other)).toMatchObject({ ok: true })
  })

  it('is logged without user name, password, name or number', async () => {
    await rig.order('legacy', 'deny')
    await legacy().check('province', plain)
    expect(faults).toHaveLength(1)
    expect(JSON.stringify(faults)).not.toMatch(/xuanwu|old-hall|\d{8}|\p{Script=Han}/u)
  })
})
