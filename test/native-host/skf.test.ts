import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aDesk, type Desk, HALL } from '../support/native-host/world.ts'
import { type UnitKey, unitKey } from '../support/tokens/certificates.ts'
import { type SkfKeys, skfKeys } from '../support/tokens/skf.ts'

const PIN = '87654321'
const fault = (fault: string, triesLeft?: number) => ({
  ...{ id: 'r-1', ok: false, fault },
  ...(triesLeft === undefined ? {} : { triesLeft }),
})

let desk: Desk
let sm2: UnitKey
let encrypting: UnitKey
let count = 0

/** Keys of their own for one test. */
async function plugIn(...keys: Parameters<SkfKeys['plugIn']>[2][]): Promise<SkfKeys> {
  const skf = await skfKeys(desk.folder, `port-${++count}`)
  for (const [at, key] of keys.entries()) await skf.plugIn(`key-${at}`, PIN, key)
  Object.assign(desk.env, skf.env)
  await desk.configure({ skf: [skf.library] })
  return skf
}

beforeAll(async () => {
  desk = await aDesk()
  const usage = 'keyEncipherment,dataEncipherment'
  ;[sm2, encrypting] = await Promise.all([
    unitKey(desk.folder, 'sm2'),
    unitKey(desk.folder, 'sm2', { usage }),
  ])
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.person.saw.length = 0
})

describe('an SM2 key behind SKF', () => {
  it('signs the digest that has the signer in it', async () => {
    await plugIn({ signing: sm2, exchange: encrypting })
    desk.person.will(`pin:${PIN}`)
    const signed = await desk.sign({ purpose: 'bind' })
    expect(signed.answer).toMatchObject({ ok: true, signed: { algorithm: 'SM2-SM3', driver: 'skf' } })
    expect(await desk.holds(sm2, signed)).toBe(true)
    expect(desk.person.saw).toHaveLength(1)
    expect(desk.person.saw[0]?.text).toContain(HALL)
    expect(desk.person.saw[0]?.text).toContain('证书密码还可以试 6 次。')
  })

  it('tells how many tries of the PIN are left, down to none', async () => {
    const skf = await plugIn({ signing: sm2 })
    desk.person.will('pin:000000')
    expect((await desk.sign()).answer).toEqual(fault('pin_wrong', 5))
    await skf.setTries('key-0', 2)
    expect((await desk.sign()).answer).toEqual(fault('pin_wrong', 1))
    expect((await desk.sign()).answer).toEqual(fault('pin_locked', 0))
    expect(desk.person.saw.at(-1)?.text).toContain('只剩最后一次机会')
    const windows = desk.person.saw.length
    expect((await desk.sign()).answer).toEqual(fault('pin_locked', 0))
    expect(desk.person.saw.length).toBe(windows)
    await skf.setTries('key-0', 1)
    desk.person.will(`pin:${PIN}`)
    expect((await desk.sign()).answer.ok).toBe(true)
    expect(await skf.triesLeft('key-0')).toBe(6)
  })

  it('is none where there is only the certificate for encryption', async () => {
    await plugIn({ exchange: encrypting })
    expect((await desk.sign()).answer).toEqual(fault('encryption_certificate'))
    await plugIn()
    expect((await desk.sign()).answer).toEqual(fault('no_key'))
    expect(desk.person.saw).toEqual([])
  })

  it('stands beside another, and the chosen one signs', async () => {
    const other = await unitKey(desk.folder, 'sm2', { unit: '临江市另一单位' })
    await plugIn({ signing: sm2 }, { signing: other })
    desk.person.will('pick:1', `pin:${PIN}`)
    const signed = await desk.sign()
    const second = desk.person.saw[0]?.options?.[1]?.includes('另一单位') ? other : sm2
    expect(await desk.holds(second, signed)).toBe(true)
  })
})

describe('a library that misbehaves', () => {
  it('does not take the host with it when it crashes', async () => {
    await plugIn({ signing: sm2, habit: 'crash' })
    const host = desk.host()
    const nonce = 'A'.repeat(43)
    const ask = (id: string) => host.ask({ id, kind: 'sign', purpose: 'login', origin: HALL, nonce })
    expect(await ask('r-1')).toEqual(fault('driver_failed'))
    expect(await ask('r-2')).toMatchObject({ id: 'r-2', fault: 'driver_failed' })
    expect(await host.leave()).toBe(0)
  })

  it('does not hold up a cancel, nor the end, when it hangs', async () => {
    await plugIn({ signing: sm2, habit: 'hang' })
    const host = desk.host()
    const answer = host.ask({
      id: 'r-1',
      kind: 'sign',
      purpose: 'login',
      origin: HALL,
      nonce: 'A'.repeat(43),
    })
    setTimeout(() => host.say({ id: 'r-1', kind: 'cancel' }), 300)
    expect(await answer).toEqual(fault('cancelled'))
    host.say({ id: 'r-2', kind: 'sign', purpose: 'login', origin: HALL, nonce: 'A'.repeat(43) })
    expect(await host.leave()).toBe(0)
  })

  it('does not spoil what the browser reads when it writes', async () => {
    await plugIn({ signing: sm2, habit: 'noise' })
    desk.person.will(`pin:${PIN}`)
    expect((await desk.sign()).answer.ok).toBe(true)
  })
})
