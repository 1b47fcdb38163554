import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aDesk, type Desk, HALL } from '../support/native-host/world.ts'
import { type UnitKey, unitKey } from '../support/tokens/certificates.ts'
import { type SoftHsm, softHsm } from '../support/tokens/softhsm.ts'
import { testLibrary } from '../support/tokens/tools.ts'

const PIN = '24681357'
const day = 86_400_000
const fault = (fault: string, triesLeft?: number) => ({
  ...{ id: 'r-1', ok: false, fault },
  ...(triesLeft === undefined ? {} : { triesLeft }),
})

let desk: Desk
let rsa: UnitKey
let ec: UnitKey

/** A token of its own, in a SoftHSM that holds no other. */
async function plugIn(name: string, keys: UnitKey[]): Promise<SoftHsm> {
  const hsm = await softHsm(join(desk.folder, name))
  if (keys.length > 0) await hsm.token('单位的证书', PIN, keys)
  return hsm
}

async function use({ module, env }: SoftHsm, more: object = {}): Promise<void> {
  Object.assign(desk.env, env)
  await desk.configure({ pkcs11: [{ path: module, ...more }] })
}

beforeAll(async () => {
  desk = await aDesk()
  ;[rsa, ec] = await Promise.all([unitKey(desk.folder, 'rsa'), unitKey(desk.folder, 'ec')])
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.person.saw.length = 0
})

describe('a token behind PKCS#11', () => {
  let one: SoftHsm
  beforeAll(async () => {
    one = await plugIn('rsa', [rsa])
  })

  it('signs by RSA what the person agreed to', async () => {
    await use(one)
    desk.person.will(`pin:${PIN}`)
    const signed = await desk.sign()
    expect(signed.answer).toMatchObject({ ok: true, signed: { algorithm: 'RS256', driver: 'pkcs11' } })
    expect(await desk.holds(rsa, signed)).toBe(true)
    // The same signature says nothing for another site or another time.
    const elsewhere = { ...signed, asked: { ...signed.asked, origin: 'https://hall.other.example' } }
    expect(await desk.holds(rsa, elsewhere)).toBe(false)
  })

  it('shows site, purpose, unit, issuer and last day in one window', async () => {
    await use(one)
    desk.person.will(`pin:${PIN}`)
    await desk.sign({ purpose: 'submit', within: 'https://portal.city.example' })
    const [shown, ...more] = desk.person.saw
    expect(more).toEqual([])
    expect(shown?.kind).toBe('secret')
    const lines = shown?.text.split('\n')
    expect(lines).toContain(HALL)
    expect(lines).toContain('下面的网站要用您的 CA 证书签名，提交办理的业务：')
    expect(lines).toContain('（嵌在这个网站的页面里：https://portal.city.example）')
    expect(lines).toContain('证书：临江市测试单位有限公司')
    expect(lines).toContain('发证机构：临江省测试发证机构')
    expect(shown?.text).toMatch(/有效期到：\d{4}年\d+月\d+日/)
  })

  it('signs by RSA-PSS where its module is set so', async () => {
    await use(one, { rsa: 'PS256' })
    desk.person.will(`pin:${PIN}`)
    const signed = await desk.sign({ purpose: 'bind' })
    expect(signed.answer).toMatchObject({ ok: true, signed: { algorithm: 'PS256' } })
    expect(await desk.holds(rsa, signed)).toBe(true)
  })

  it('signs by ECDSA on P-256', async () => {
    await use(await plugIn('ec', [ec]))
    desk.person.will(`pin:${PIN}`)
    const signed = await desk.sign()
    expect(signed.answer).toMatchObject({ ok: true, signed: { algorithm: 'ES256' } })
    expect(await desk.holds(ec, signed)).toBe(true)
  })

  it('says when there is no key, and when the module is none', async () => {
    await use(await plugIn('empty', []))
    expect((await desk.sign()).answer).toEqual(fault('no_key'))
    await desk.configure({ pkcs11: [{ path: '/nowhere/module.so' }] })
    expect((await desk.sign()).answer).toEqual(fault('driver_failed'))
    expect(desk.person.saw).toEqual([])
  })
})

describe('the PIN of a token behind PKCS#11', () => {
  it('counts down to a locked token, and says how near that is', async () => {
    const hsm = await plugIn('locking', [rsa])
    await use({ ...hsm, module: testLibrary('counting') })
    Object.assign(desk.env, { COUNTING_MODULE: hsm.module, COUNTING_FILE: join(desk.folder, 'tries') })
    const last = () => desk.person.saw.at(-1)?.text
    desk.person.will('pin:11111111')
    expect((await desk.sign()).answer).toEqual(fault('pin_wrong'))
    expect(last()).not.toContain('注意')
    expect((await desk.sign()).answer).toEqual(fault('pin_wrong', 1))
    expect(last()).toContain('证书密码输错过，再错几次证书就会锁住')
    expect((await desk.sign()).answer).toEqual(fault('pin_locked', 0))
    expect(last()).toContain('只剩最后一次机会')
    // Nobody is asked for the PIN of a locked token.
    const windows = desk.person.saw.length
    expect((await desk.sign()).answer).toEqual(fault('pin_locked', 0))
    expect(desk.person.saw.length).toBe(windows)
  })

  it('is not tried when nothing was typed', async () => {
    await use(await plugIn('nothing', [rsa]))
    desk.person.will('pin:')
    expect((await desk.sign()).answer).toEqual(fault('pin_wrong'))
    desk.person.will(`pin:${PIN}`)
    expect((await desk.sign()).answer.ok).toBe(true)
  })

  it('stands in no answer, no log and no file', async () => {
    await use(await plugIn('quiet', [rsa]))
    const host = desk.host()
    const ask = (id: string) =>
      host.ask({ id, kind: 'sign', purpose: 'login', origin: HALL, nonce: 'A'.repeat(43) })
    desk.person.will('pin:97531864-wrong', `pin:${PIN}`)
    await ask('a')
    await ask('b')
    await host.leave()
    const said = JSON.stringify(host.answers) + host.log()
    expect(host.answers.map(({ ok }) => ok)).toEqual([false, true])
    expect(said).not.toContain('97531864')
    expect(said).not.toContain(PIN)
  })
})

describe('a token with more than one certificate', () => {
  it('lets the person choose', async () => {
    const other = await unitKey(desk.folder, 'ec', { unit: '临江市另一单位' })
    await use(await plugIn('two', [rsa, other]))
    desk.person.will('pick:1', `pin:${PIN}`)
    const signed = await desk.sign()
    const [list, pin] = desk.person.saw
    const at = list?.options?.findIndex((option) => option.includes('临江市另一单位')) ?? -1
    expect(list?.options).toHaveLength(2)
    expect(list?.text).toContain(HALL)
    expect(pin?.text).toContain(at === 1 ? '临江市另一单位' : '临江市测试单位')
    expect(await desk.holds(at === 1 ? other : rsa, signed)).toBe(true)
  })

  it('shows them in turn where no list can be shown, up to three', async () => {
    const others = await Promise.all(
      ['甲', '乙', '丙'].map((unit) => unitKey(desk.folder, 'ec', { unit: `${unit}单位` })),
    )
    desk.env.UNIT_HALL_TEST_LIST = 'no'
    await use(await plugIn('three', others))
    desk.person.will('no', 'no', 'yes', `pin:${PIN}`)
    const signed = await desk.sign()
    expect(desk.person.saw.map(({ kind }) => kind)).toEqual(['confirm', 'confirm', 'confirm', 'secret'])
    expect(desk.person.saw[2]?.no).toBeUndefined()
    const chosen = others.find((_, at) => desk.person.saw[2]?.text.includes(`${['甲', '乙', '丙'][at]}单位`))
    expect(chosen && (await desk.holds(chosen, signed))).toBe(true)
    await use(await plugIn('four', [...others, rsa]))
    expect((await desk.sign()).answer).toEqual(fault('several_keys'))
    delete desk.env.UNIT_HALL_TEST_LIST
  })

  it('offers no certificate that may only encrypt', async () => {
    const encrypting = await unitKey(desk.folder, 'rsa', { usage: 'keyEncipherment,dataEncipherment' })
    await use(await plugIn('pair', [encrypting, rsa]))
    desk.person.will(`pin:${PIN}`)
    expect(await desk.holds(rsa, await desk.sign())).toBe(true)
    await use(await plugIn('encrypting', [encrypting]))
    expect((await desk.sign()).answer).toEqual(fault('encryption_certificate'))
  })

  it('offers the one that is valid today, and the old one where there is none', async () => {
    const [from, until] = [new Date(Date.now() - 400 * day), new Date(Date.now() - 5 * day)]
    const old = await unitKey(desk.folder, 'rsa', { from, until })
    await use(await plugIn('renewed', [old, ec]))
    desk.person.will(`pin:${PIN}`)
    expect(await desk.holds(ec, await desk.sign())).toBe(true)
    await use(await plugIn('expired', [old]))
    expect(await desk.holds(old, await desk.sign())).toBe(true)
  })
})
