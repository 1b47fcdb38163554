import { describe, expect, it } from 'vitest'
import { sealer } from '../../worker/lib/sealed.ts'
import { aPerson, identityOf, registerPerson, sandbox } from '../support/builders.ts'
import { findPlain } from '../support/dump.ts'
import { summaryIn, valuesIn } from '../support/html.ts'
import { PATIENCE } from '../support/pair.ts'
import {
  administratorFor,
  anOldAccount,
  checkAccount,
  credentials,
  firstUnit,
  restMobiles,
  type Stood,
  setAdministrator,
  startAdministrator,
  startUpgrade,
} from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, patience: PATIENCE })
const CURRENT = '/api/v1/upgrades/current'

// What the sandbox is told to do, and what the hall makes of it; `late` is later than the hall waits.
const FAULTS = {
  ...{ timeout: 'timeout', late: 'timeout', '500': 'unavailable', deny: 'refused' },
  ...{ bad_signature: 'bad_signature', nonsense: 'nonsense' },
}
const order = (partner: string, fault: string, times = 2) =>
  sandbox(world).post('faults', { partner, fault, times, delayMs: 2 * PATIENCE })
const clear = () => world.sandbox.db.prepare('DELETE FROM faults').run()
const down = (partner: string, kind: string) => ({
  ...{ status: 502, json: { reason: `${partner}_${kind}`, title: expect.stringMatching(/^[^A-Za-z]+。$/) } },
})
const counts = () =>
  world.hall.db
    .prepare(
      `SELECT (SELECT count(*) FROM unit) AS units, (SELECT count(*) FROM operator) AS operators,
              (SELECT count(*) FROM legacy_upgrade) AS upgrades`,
    )
    .first()

describe('an old hall that is down', () => {
  it.each(Object.entries(FAULTS))(
    'by %s leaves every step as it was, and lets the upgrade go on once it is back',
    async (fault, kind) => {
      const account = await anOldAccount(world)
      const { documentNumber } = firstUnit(account)
      const visitor = await startUpgrade(world, account)
      const before = await counts()
      await order('legacy', fault)
      expect(await checkAccount(visitor, account)).toMatchObject(down('legacy', kind))
      await clear()
      expect((await visitor.get<Stood>(CURRENT)).json.step).toBe('account')
      expect((await checkAccount(visitor, account)).json.step).toBe('representative')

      await order('legacy', fault)
      const body = { documentNumber, mobile: aPerson().mobile }
      expect(await visitor.post(`${CURRENT}/representative`, body)).toMatchObject(down('legacy', kind))
      await clear()
      expect((await visitor.get<Stood>(CURRENT)).json.step).toBe('representative')
      expect((await visitor.post<Stood>(`${CURRENT}/representative`, body)).json.step).toBe('administrator')
      expect(await counts()).toEqual(before)
    },
  )

  it('takes no try away from the account, however often it fails', async () => {
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    for (let i = 0; i < 6; i++) {
      await order('legacy', 'nonsense', 1)
      expect((await checkAccount(visitor, account)).status).toBe(502)
    }
    expect((await checkAccount(visitor, account)).status).toBe(200)
  })

  it('is no trouble where it only does its work twice', async () => {
    const account = await anOldAccount(world)
    await order('legacy', 'twice')
    const visitor = await startAdministrator(world, account)
    expect((await visitor.get<Stood>(CURRENT)).json.step).toBe('administrator')
    await clear()
  })

  it('shows the form again with the user name and without the password to whoever has no script', async () => {
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    await order('legacy', 'timeout')
    const page = await visitor.submit('/upgrade/account', credentials(account))
    expect(page.status).toBe(502)
    expect(summaryIn(page.text)).toContain('原网办大厅暂时没有回应')
    expect(valuesIn(page.text)).toEqual({ userName: account.userName })
    expect(page.text).not.toContain(account.password)
    await clear()
  })
})

describe('a carrier that is down', () => {
  it('keeps the administrator step and what was typed, and sends once it is back', async () => {
    const person = await registerPerson(world)
    const visitor = await startAdministrator(world, await anOldAccount(world))
    await restMobiles(world)
    await order('sms', '500')
    const who = { ...identityOf(person), mobile: person.mobile }
    expect(await visitor.post(`${CURRENT}/sms`, who)).toMatchObject(down('sms', 'unavailable'))
    await clear()
    expect(valuesIn((await visitor.get('/upgrade/administrator')).text)).toMatchObject(who)
    const body = await administratorFor(world, visitor, person)
    expect((await setAdministrator(visitor, body)).status).toBe(201)
  })
})

describe('the old password', () => {
  it('stands nowhere: not in the database, the log or a file, sealed neither', async () => {
    const account = await anOldAccount(world, { password: 'Uraltes-Kennwort-77' })
    const wrong = 'Falsches-Kennwort-88'
    const visitor = await startUpgrade(world, account)
    await visitor.post(`${CURRENT}/account`, { userName: account.userName, oldPassword: wrong })
    await order('legacy', 'nonsense', 1)
    await checkAccount(visitor, account)
    await checkAccount(visitor, account)
    // What is sealed opens to no password either.
    const { open } = await sealer(world.secrets.SEALING_KEYS)
    const { results } = await world.hall.db
      .prepare('SELECT data_sealed FROM flow')
      .all<{ data_sealed: string }>()
    const opened = await Promise.all(results.map(({ data_sealed }) => open(data_sealed, 'flow.data')))
    expect(opened.filter((data) => data.includes(account.userName))).toHaveLength(1)
    expect(opened.filter((data) => /Kennwort/.test(data))).toEqual([])
    const person = await registerPerson(world)
    const { documentNumber } = firstUnit(account)
    await visitor.post(`${CURRENT}/representative`, { documentNumber, mobile: aPerson().mobile })
    await restMobiles(world)
    await setAdministrator(visitor, await administratorFor(world, visitor, person))
    await world.hall.tick()
    const secrets = [account.password, wrong, account.userName, documentNumber, firstUnit(account).name]
    expect(await findPlain(world.hall, world.lines, secrets)).toEqual([])
    // The search finds what is there: the unit's name is public.
    const { unitName } = firstUnit(account)
    expect(await findPlain(world.hall, world.lines, [unitName])).toEqual([`unit: ${unitName}`])
  })
})
