import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type PartnerFault } from '../../worker/partners/index.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { type Rig, startRig } from '../sandbox/rig.ts'

const asks = { site: '江苏人社网上办事大厅', device: 'Chrome，Windows', place: '南京' }
let rig: Rig
const faults: PartnerFault[] = []

beforeAll(async () => {
  rig = await startRig()
}, 60_000)
afterAll(() => rig.dispose())
beforeEach(async () => {
  faults.length = 0
  await rig.control('reset', {})
})

function hall({ skew = 0, secret = {} }: { skew?: number; secret?: object } = {}) {
  const secrets = JSON.parse(rig.keys.hall.PARTNER_SECRETS)
  const env = {
    ...rig.keys.hall,
    PARTNER_SECRETS: JSON.stringify({ ...secrets, licence: { ...secrets.licence, ...secret } }),
  }
  return connect(env, { now: () => Date.now() + skew, log: (fault) => void faults.push(fault) }).licence
}
const faulted = (kind: string) => ({
  ok: false,
  error: expect.objectContaining({ partner: 'licence', kind }),
})

async function started() {
  const code = await hall().start(asks)
  if (!code.ok) throw new Error(code.error.detail)
  return code.value
}
async function confirmed(trust = 3) {
  const { ticket } = await started()
  await rig.control('licence/scan', { ticket, licence: 'demo-1', trust })
  const answer = await hall().poll(ticket)
  if (!answer.ok || answer.value.status !== 'confirmed') throw new Error('not confirmed')
  return { ticket, code: answer.value.code }
}

describe('the electronic business licence', () => {
  it('opens a code that shows who asks, and waits for the phone', async () => {
    const { ticket, qrUrl, expiresAt } = await started()
    expect(expiresAt).toBeGreaterThan(Date.now())
    const page = await (await fetch(qrUrl)).text()
    for (const part of Object.values(asks)) expect(page).toContain(part)
    expect(await hall().poll(ticket)).toEqual({ ok: true, value: { status: 'pending' } })
  })

  it('tells the unit, its legal representative by name, and how sure it is; once for a code', async () => {
    const { code } = await confirmed(4)
    expect(await hall().exchange(code)).toEqual({
      ok: true,
      value: {
        ...{
          creditCode: expect.stringMatching(/^91320505MA2026302.$/),
          unitName: '苏州虎丘执照演练有限公司',
        },
        ...{ legalRepresentativeName: '周敏', trustLevel: 4 },
      },
    })
    expect(await hall().exchange(code)).toEqual(faulted('refused'))
    expect(await hall().exchange('guess')).toEqual(faulted('refused'))
  })

  it('tells a refusal, and takes one answer of the phone', async () => {
    const { ticket } = await started()
    await rig.control('licence/scan', { ticket })
    expect(await hall().poll(ticket)).toEqual({ ok: true, value: { status: 'refused' } })
    await expect(rig.control('licence/scan', { ticket, licence: 'demo-1' })).rejects.toThrow('409')
    expect(await hall().poll('guess')).toEqual(faulted('refused'))
  })

  it('is refused with the wrong key and with a clock six minutes off', async () => {
    expect(await hall({ secret: { key: btoa('another key') } }).start(asks)).toEqual(faulted('bad_signature'))
    expect(await hall({ skew: 360_000 }).start(asks)).toEqual(faulted('bad_signature'))
  })
})

describe('a fault of the licence system', () => {
  type Row = [FaultName, string]
  const rows: Row[] = [
    ['timeout', 'timeout'],
    ['500', 'unavailable'],
    ['nonsense', 'nonsense'],
    ['deny', 'refused'],
    ['bad_signature', 'bad_signature'],
  ]
  it.each(rows)('%s is %s, on each of the three calls', async (fault, kind) => {
    const { ticket, code } = await confirmed()
    for (const call of [() => hall().start(asks), () => hall().poll(ticket), () => hall().exchange(code)]) {
      await rig.order('licence', fault, 2)
      expect(await call()).toEqual(faulted(kind))
      await rig.control('reset', {}).then(() => confirmed())
    }
    expect(JSON.stringify(faults)).not.toMatch(/周敏|9132|苏州|[\w-]{30}/)
  })

  it('never makes it ask or exchange twice by itself, and is got over when a code is opened', async () => {
    const { ticket } = await started()
    await rig.order('licence', '500', 1)
    expect((await hall().start(asks)).ok).toBe(true)
    const before = await rig.calls('licence')
    await rig.order('licence', '500', 5)
    expect((await hall().poll(ticket)).ok).toBe(false)
    expect((await hall().exchange('code')).ok).toBe(false)
    expect(await rig.calls('licence')).toBe(before + 2)
  })
})
