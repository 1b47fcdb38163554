/** A legal representative who forgot the password: proved, and then in by a new one. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { aPerson, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { proveByFace, proveByMobile, setPassword, startProof } from '../support/recovery.ts'
import { restMobiles } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp(world)
})

const wants = (visitor: Visitor, who: Awaited<ReturnType<typeof registerUnit>>, password: string) =>
  visitor.post<{ reason?: string }>('/api/v1/sessions', {
    ...{ unit: who.unit.creditCode, person: who.person.documentNumber, password },
  })
const newcomer = () => new Visitor(world.hall.origin)

describe('recovery', () => {
  it('by the mobile of the account sets a new password, and ends every session', async () => {
    const who = await registerUnit(world)
    const open = await signIn(world, who)
    const visitor = await startProof(world, who)
    const proved = await proveByMobile(world, visitor, who.person.mobile)
    expect([proved.status, proved.headers.get('location')]).toEqual([303, '/recovery/password'])
    const done = await setPassword(visitor, 'Fresh#2026a')
    expect([done.status, done.headers.get('location')]).toEqual([303, '/recovery/done'])
    expect((await visitor.get('/recovery/done')).text).toContain('新密码已经设好')
    expect((await open.get('/api/v1/session')).status).toBe(401)
    expect((await wants(newcomer(), who, who.person.password)).json.reason).toBe('sign_in_wrong')
    const inside = newcomer()
    expect((await wants(inside, who, 'Fresh#2026a')).status).toBe(201)
    expect((await inside.get('/center/activity')).text).toContain('找回密码，设了新密码')
  })

  it('by face, with Alipay or with the app, does the same', async () => {
    const who = await registerUnit(world)
    const visitor = await startProof(world, who)
    expect((await proveByFace(world, visitor, who.person)).headers.get('location')).toBe('/recovery/password')
    expect((await setPassword(visitor, 'Fresh#2026a')).status).toBe(303)

    const again = await startProof(world, who)
    const { headers } = await again.submit('/recovery/proof', { face: 'app' })
    expect(headers.get('location')).toBe('/recovery/proof')
    const code = /app\/scan\/([\w.-]+)"/.exec((await again.get('/recovery/proof')).text)?.[1] ?? ''
    const shown = await app.call<{ title: string; unitName?: string }>(code)
    expect([shown.json.title, shown.json.unitName]).toEqual(['重设单位账号的密码', undefined])
    await app.call(`${code}/confirm`, {
      personAssertion: await app.vouch({ person: who.person, scan: code }),
    })
    const asked = await again.get<{ status: string; next: string }>('/api/v1/recoveries/current/face')
    expect(asked.json).toMatchObject({ status: 'passed', next: '/recovery/password' })
    expect((await setPassword(again, 'Other#2026b')).status).toBe(303)
    expect((await wants(newcomer(), who, 'Other#2026b')).status).toBe(201)
  })

  it('forgets the lock of an account', async () => {
    const who = await registerUnit(world)
    for (let tries = 0; tries < 5; tries++) await wants(newcomer(), who, 'Wrong#2026')
    expect((await wants(newcomer(), who, who.person.password)).json.reason).toBe('sign_in_locked')
    const visitor = await startProof(world, who)
    await proveByMobile(world, visitor, who.person.mobile)
    await setPassword(visitor, 'Fresh#2026a')
    expect((await wants(newcomer(), who, 'Fresh#2026a')).status).toBe(201)
  })

  it('takes neither a common password, nor two that differ, nor one of the last', async () => {
    const who = await registerUnit(world)
    const visitor = await startProof(world, who)
    await proveByMobile(world, visitor, who.person.mobile)
    const { password } = who.person
    for (const [first, second, words] of [
      ['Passw0rd!', 'Passw0rd!', '太常见'],
      ['Fresh#2026a', 'Fresh#2026b', '两次'],
      ['short', 'short', '8'],
      [password, password, '用过'],
    ] as const) {
      const { status, text } = await setPassword(visitor, first, second)
      expect([status, text.includes(words)], words).toEqual([422, true])
      expect(text).not.toContain(first === 'short' ? 'value="short' : first)
    }
    expect((await setPassword(visitor, 'Fresh#2026a')).status).toBe(303)
  })

  it('sets a first password for a legal representative who has none', async () => {
    const who = await registerUnit(world)
    await world.hall.db.prepare('UPDATE operator SET password = NULL').run()
    const visitor = await startProof(world, who)
    await proveByFace(world, visitor, who.person)
    expect((await setPassword(visitor, 'First#2026a')).status).toBe(303)
    expect((await wants(newcomer(), who, 'First#2026a')).status).toBe(201)
  })
})

describe('who there is', () => {
  /** What a visitor sees on the way, up to the proof, without what is drawn by chance. */
  async function seen(who: Parameters<typeof startProof>[1]) {
    const visitor = await startProof(world, who)
    await restMobiles(world)
    const pages = [await visitor.get('/recovery/proof'), await visitor.get('/recovery/sms')]
    const sent = await visitor.submit('/recovery/sms/code', { mobile: who.person.mobile })
    const wrong = await visitor.submit('/recovery/sms', { mobile: who.person.mobile, smsCode: '000000' })
    const face = await visitor.submit('/recovery/proof', { face: 'app' })
    const plain = ({ status, text }: { status: number; text: string }) =>
      `${status} ${text.replace(/data-props="[^"]*"|\d{2}:\d{2}|value="[^"]*"|href="[^"]*"|<svg[\s\S]*?<\/svg>|[一-龥]\*+/g, '')}`
    return [...pages, sent, wrong, face].map(plain)
  }

  it('is not told before a proof: known and unknown units and persons see the same pages', async () => {
    const known = await registerUnit(world)
    const stranger = { unit: known.unit, person: aPerson() }
    const noUnit = await registerUnit(world)
    await world.hall.db
      .prepare('DELETE FROM operator WHERE unit_id = (SELECT id FROM unit WHERE credit_code = ?)')
      .bind(noUnit.unit.creditCode)
      .run()
    const first = await seen(known)
    for (const other of [stranger, noUnit]) expect(await seen(other)).toEqual(first)
  })

  it('is told in one sentence afterwards, whatever does not belong together', async () => {
    const known = await registerUnit(world)
    const other = await registerUnit(world)
    const mobile = aPerson().mobile
    for (const [who, number] of [
      [{ unit: known.unit, person: other.person }, other.person.mobile],
      [{ unit: other.unit, person: { ...other.person, name: '张冠李' } }, other.person.mobile],
      [known, mobile],
      [{ unit: known.unit, person: await registerPerson(world) }, mobile],
    ] as const) {
      const visitor = await startProof(world, who)
      expect((await proveByMobile(world, visitor, number)).status).toBe(303)
      for (const reply of [
        await visitor.get('/recovery/password'),
        await setPassword(visitor, 'Fresh#2026a'),
      ]) {
        expect(reply.status).toBe(409)
        expect(reply.text).toContain('没有找到这样的法定代表人账号')
      }
    }
    for (const who of [known, other])
      expect((await wants(newcomer(), who, who.person.password)).status).toBe(201)
  })
})

describe('a step', () => {
  it('is not skipped: whoever opens a later one is where they stand', async () => {
    const who = await registerUnit(world)
    expect((await newcomer().get('/recovery/password')).headers.get('location')).toBe('/recovery')
    const visitor = await startProof(world, who)
    for (const path of ['/recovery/password', '/recovery/done', '/recovery/puzzle'])
      expect((await visitor.get(path)).headers.get('location')).toBe('/recovery/proof')
    expect((await setPassword(visitor, 'Fresh#2026a')).headers.get('location')).toBe('/recovery/proof')
    expect((await wants(newcomer(), who, who.person.password)).status).toBe(201)
  })

  it('is over after ten minutes, and begins again with what was typed', async () => {
    const who = await registerUnit(world)
    const visitor = await startProof(world, who)
    await world.hall.db.prepare('UPDATE flow SET expires_at = expires_at - 600001').run()
    expect((await visitor.get('/recovery/sms')).headers.get('location')).toBe('/recovery/expired')
    expect((await visitor.get('/recovery/expired')).status).toBe(410)
    expect((await visitor.get('/recovery')).text).toContain(who.unit.creditCode)
  })

  it('keeps what was typed and says what is wrong, and echoes no code', async () => {
    const reply = await newcomer().submit('/recovery', {
      creditCode: 'X',
      documentType: '01',
      name: '李小明',
    })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('李小明')
  })
})
