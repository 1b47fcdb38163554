import { describe, expect, it } from 'vitest'
import { aPerson, identityOf, must, registerPerson } from '../support/builders.ts'
import { flood, type Reply, tally, Visitor } from '../support/client.ts'
import {
  administratorFor,
  anOldAccount,
  anOldUnit,
  checkAccount,
  credentials,
  firstUnit,
  type OldAccount,
  restMobiles,
  type Stood,
  setAdministrator,
  startAdministrator,
  startRepresentative,
  startUpgrade,
  wait,
} from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CURRENT = '/api/v1/upgrades/current'

const refused = (status: number, reason: string, field?: string) => ({
  status,
  json: {
    ...{ reason, title: expect.stringMatching(/^[^A-Za-z]+。$/) },
    ...(field && { errors: [{ field, code: reason }] }),
  },
})
const stepOf = async (visitor: Visitor) => (await visitor.get<Stood>(CURRENT)).json.step
const guess = (visitor: Visitor, { userName }: Pick<OldAccount, 'userName'>, oldPassword = 'guess') =>
  visitor.post<Stood>(`${CURRENT}/account`, { userName, oldPassword })
const halfAnHour = () =>
  world.hall.db.prepare('UPDATE legacy_attempt SET locked_until = locked_until - 1800001').run()

describe('an old account', () => {
  it('is told apart from none at all by nothing: not by words, status or the lock', async () => {
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    const answers: Reply<Stood>[][] = []
    for (const userName of [account.userName, `${account.userName}x`]) {
      const replies: Reply<Stood>[] = []
      for (let i = 0; i < 6; i++) replies.push(await guess(visitor, { userName }))
      answers.push(replies)
    }
    const [known, unknown] = answers.map((replies) => replies.map(({ status, text }) => `${status} ${text}`))
    expect(known).toEqual(unknown)
    expect(answers[0]?.map(({ json }) => json.reason)).toEqual([
      ...Array(4).fill('old_account_wrong'),
      ...Array(2).fill('upgrade_locked'),
    ])
    expect(await stepOf(visitor)).toBe('account')
  })

  it('is stopped for thirty minutes after five wrong passwords, even for the right one, from wherever', async () => {
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    for (let i = 0; i < 5; i++) await guess(visitor, account)
    const elsewhere = await startUpgrade(world, account)
    for (const one of [visitor, elsewhere])
      expect(await checkAccount(one, account)).toMatchObject(refused(423, 'upgrade_locked'))
    const capitals = { userName: account.userName.toUpperCase() }
    expect(await guess(elsewhere, capitals)).toMatchObject(refused(423, 'upgrade_locked'))
    const sameName = await anOldAccount(world, { hall: 'taizhou', userName: account.userName })
    expect((await checkAccount(await startUpgrade(world, sameName), sameName)).status).toBe(200)
    await halfAnHour()
    expect((await checkAccount(elsewhere, account)).status).toBe(200)
  })

  it('begins to count anew after the right password, and after a lock that was served', async () => {
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    for (let i = 0; i < 4; i++) await guess(visitor, account)
    expect((await checkAccount(visitor, account)).status).toBe(200)
    for (let i = 0; i < 5; i++) await guess(visitor, account)
    await halfAnHour()
    for (let i = 0; i < 4; i++) expect((await guess(visitor, account)).json.reason).toBe('old_account_wrong')
    expect((await guess(visitor, account)).json.reason).toBe('upgrade_locked')
  })

  it('gets five tries at the same moment, not a sixth', async () => {
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    const calls = async () =>
      (
        await world.sandbox.db
          .prepare("SELECT count FROM calls WHERE partner = 'legacy'")
          .first<{ count: number }>()
      )?.count ?? 0
    const before = await calls()
    const body = { userName: account.userName, oldPassword: 'guess' }
    const counts = tally(await Promise.all(flood(visitor, 30, `${CURRENT}/account`, body)))
    expect(counts).toEqual({ old_account_wrong: 4, upgrade_locked: 26 })
    expect((await calls()) - before).toBe(5)
  })

  it('that is locked over there, or has no unit or no credit code, is told the way on', async () => {
    const without = (creditCode: string) => ({ units: [anOldUnit({ creditCode })] })
    const rows: [Partial<OldAccount>, number, string][] = [
      [{ locked: true }, 423, 'old_account_locked'],
      [{ units: [] }, 409, 'old_account_empty'],
      [without(''), 409, 'credit_code_missing'],
      [without('91350100M000100Y4Z'), 409, 'credit_code_missing'],
    ]
    for (const [own, status, reason] of rows) {
      const account = await anOldAccount(world, own)
      const visitor = await startUpgrade(world, account)
      // More often than there are tries: none of these is a wrong password.
      for (let i = 0; i < 6; i++)
        expect(await checkAccount(visitor, account)).toMatchObject(refused(status, reason))
      expect(await stepOf(visitor)).toBe('account')
    }
  })

  it('is checked only where a hall was chosen, with a name and a password', async () => {
    const nobody = new Visitor(world.hall.origin)
    expect(await guess(nobody, { userName: 'x' })).toMatchObject(refused(404, 'flow_unknown'))
    const visitor = await startUpgrade(world, { hall: 'fund' })
    expect(await visitor.post(`${CURRENT}/account`, {})).toMatchObject({
      status: 422,
      json: {
        errors: [
          { field: 'userName', code: 'user_name.required' },
          { field: 'oldPassword', code: 'old_password.required' },
        ],
      },
    })
    expect((await nobody.post('/api/v1/upgrades', { hall: 'nanjing' })).status).toBe(422)
  })
})

describe('the legal representative', () => {
  const confirm = (visitor: Visitor, documentNumber: string) =>
    visitor.post<Stood>(`${CURRENT}/representative`, { documentNumber, mobile: aPerson().mobile })

  it('must be confirmed by the whole number, five times wrong being too often', async () => {
    const account = await anOldAccount(world)
    const visitor = await startRepresentative(world, account)
    const { documentNumber } = aPerson()
    // Slips of the pen, which no card has for a number, count for nothing.
    for (let i = 0; i < 6; i++)
      expect((await confirm(visitor, '320101199001011234')).json.reason).toBe('representative_differs')
    for (let i = 0; i < 4; i++)
      expect(await confirm(visitor, documentNumber)).toMatchObject(
        refused(422, 'representative_differs', 'documentNumber'),
      )
    expect(await confirm(visitor, documentNumber)).toMatchObject(refused(423, 'upgrade_locked'))
    const right = firstUnit(account).documentNumber
    expect(await confirm(visitor, right)).toMatchObject(refused(423, 'upgrade_locked'))
    expect(await stepOf(visitor)).toBe('representative')
    // Another beginning is no way around it.
    expect(await confirm(await startRepresentative(world, account), right)).toMatchObject(
      refused(423, 'upgrade_locked'),
    )
    await halfAnHour()
    expect(await confirm(visitor, right)).toMatchObject({ status: 200, json: { step: 'administrator' } })
  })

  it('is asked for again from step two when the old hall no longer knows of the check', async () => {
    const account = await anOldAccount(world)
    const visitor = await startRepresentative(world, account)
    await world.sandbox.db.prepare('DELETE FROM legacy_tickets').run()
    const { documentNumber } = firstUnit(account)
    for (let i = 0; i < 6; i++)
      expect(await confirm(visitor, documentNumber)).toMatchObject(refused(409, 'old_check_over'))
    await must(200, checkAccount(visitor, account))
    expect((await confirm(visitor, documentNumber)).status).toBe(200)
  })
})

describe('the administrator', () => {
  const ask = (visitor: Visitor, person: ReturnType<typeof aPerson>) =>
    visitor.post(`${CURRENT}/sms`, { ...identityOf(person), mobile: person.mobile })

  it('must be a registered person, by document, name and mobile', async () => {
    const visitor = await startAdministrator(world, await anOldAccount(world))
    const person = await registerPerson(world)
    await restMobiles(world)
    expect(await ask(visitor, aPerson())).toMatchObject(
      refused(409, 'administrator_unknown', 'documentNumber'),
    )
    const other = aPerson()
    for (const own of [
      { name: '诸葛不同' },
      { mobile: other.mobile },
      { name: '诸葛不同', mobile: other.mobile },
    ])
      expect(await ask(visitor, { ...person, ...own })).toMatchObject(refused(409, 'administrator_differs'))
    const sent = await world.sandbox.db
      .prepare('SELECT count(*) AS n FROM messages WHERE mobile = ?')
      .bind(other.mobile)
      .first<{ n: number }>()
    expect(sent?.n).toBe(0)
    expect((await ask(visitor, person)).status).toBe(202)
    const body = { ...person, smsCode: '000000', passwordRepeat: person.password }
    for (const [own, reason] of [
      [{ ...identityOf(aPerson()) }, 'administrator_unknown'],
      [{ name: '诸葛不同' }, 'administrator_differs'],
    ] as const)
      expect((await setAdministrator(visitor, { ...body, ...own })).json.reason).toBe(reason)
  })

  it('is somebody else than the legal representative, with another mobile', async () => {
    const person = await registerPerson(world)
    const { name, documentNumber } = person
    const own = await anOldAccount(world, { units: [anOldUnit({ name, documentNumber })] })
    expect(await ask(await startAdministrator(world, own), person)).toMatchObject(
      refused(409, 'administrator_represents', 'documentNumber'),
    )
    const shared = await startAdministrator(world, await anOldAccount(world), person.mobile)
    expect(await ask(shared, person)).toMatchObject(refused(409, 'administrator_mobile', 'mobile'))
  })

  it('proves the mobile by its code and sets a password that is not common', async () => {
    const visitor = await startAdministrator(world, await anOldAccount(world))
    const person = await registerPerson(world)
    await restMobiles(world)
    const early = { ...person, smsCode: '123456', passwordRepeat: person.password }
    expect(await setAdministrator(visitor, early)).toMatchObject(refused(422, 'sms_code_not_sent', 'smsCode'))
    const body = await administratorFor(world, visitor, person)
    const other = body.smsCode === '000000' ? '000001' : '000000'
    const common = { password: 'P@ssw0rd', passwordRepeat: 'P@ssw0rd' }
    expect(await setAdministrator(visitor, { ...body, smsCode: other })).toMatchObject(
      refused(422, 'sms_code_wrong', 'smsCode'),
    )
    expect(await setAdministrator(visitor, { ...body, ...common })).toMatchObject(
      refused(422, 'administrator_password', 'password'),
    )
    expect(await setAdministrator(visitor, { ...body, passwordRepeat: 'x' })).toMatchObject({
      json: { errors: [{ field: 'passwordRepeat', code: 'password_repeat.different' }] },
    })
    expect((await setAdministrator(visitor, body)).status).toBe(201)
    expect(await setAdministrator(visitor, body)).toMatchObject(refused(409, 'flow_wrong_step'))
  })
})

describe('ten minutes', () => {
  it('end an upgrade at whatever step, and its code with it', async () => {
    const account = await anOldAccount(world)
    const visitor = await startAdministrator(world, account)
    const person = await registerPerson(world)
    await restMobiles(world)
    const body = await administratorFor(world, visitor, person)
    await wait(world.hall.db, visitor, 10)
    const { documentNumber } = firstUnit(account)
    const over = refused(410, 'flow_expired')
    expect(await checkAccount(visitor, account)).toMatchObject(over)
    expect(await visitor.post(`${CURRENT}/unit`, { unitCode: '1' })).toMatchObject(over)
    expect(
      await visitor.post(`${CURRENT}/representative`, { documentNumber, mobile: aPerson().mobile }),
    ).toMatchObject(over)
    expect(await setAdministrator(visitor, body)).toMatchObject(over)
  })

  it('begin again with what was typed, the password excepted', async () => {
    const account = await anOldAccount(world)
    const visitor = await startAdministrator(world, account)
    await wait(world.hall.db, visitor, 10)
    await startUpgrade(world, account, visitor)
    const page = await visitor.get('/upgrade/account')
    expect(page.text).toContain(`value="${account.userName}"`)
    expect(page.text).not.toContain(credentials(account).oldPassword)
  })
})
