import { beforeAll, describe, expect, it } from 'vitest'
import { actNames, resultName } from '../../schema/audit.ts'
import { firstBreak } from '../../worker/audit/chain.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let made: Awaited<ReturnType<typeof registerUnit>>
const holds = () => firstBreak(world.hall.db, world.secrets.AUDIT_KEY)
const run = (sql: string, ...values: unknown[]) =>
  world.hall.db
    .prepare(sql)
    .bind(...values)
    .run()
const last = async () =>
  (await world.hall.db.prepare('SELECT max(seq) AS seq FROM audit').first<{ seq: number }>())?.seq ?? 0

beforeAll(async () => {
  made = await registerUnit(world)
  await signIn(world, made)
})

describe('the audit', () => {
  it('tells every act on an account: who, for which unit, from where, with what result', async () => {
    const { unit, person } = made
    const visitor = await signIn(world, made)
    const other = await signIn(world, made)
    const body = { unit: unit.creditCode, person: person.documentNumber, password: 'Wrong#2026' }
    for (let i = 0; i < 6; i++) await visitor.post('/api/v1/sessions', body)
    await run('UPDATE sign_in_attempt SET locked_until = 0')
    await visitor.delete(`/api/v1/sessions/${(other.cookies.get('__Host-hall') ?? '').split('.')[0]}`)
    await visitor.delete('/api/v1/session')
    const again = await signIn(world, made)
    await again.delete('/api/v1/sessions')

    const { results } = await world.hall.db
      .prepare('SELECT a.* FROM audit a JOIN unit u ON u.id = a.unit_id WHERE u.credit_code = ? ORDER BY seq')
      .bind(unit.creditCode)
      .all<Record<string, string>>()
    expect(results.map(({ act, result }) => `${act} ${result}`)).toEqual([
      ...['register_unit done', 'sign_in done', 'sign_in done', 'sign_in done'],
      ...Array(5).fill('sign_in sign_in_wrong'),
      ...[
        'sign_in sign_in_locked',
        'session_end done',
        'sign_out done',
        'sign_in done',
        'session_end_all done',
      ],
    ])
    for (const row of results) {
      expect(row.actor).toMatch(/^operator:[0-9a-z]{26}$/)
      expect(row).toMatchObject({ device: expect.any(String), place: expect.any(String) })
      expect(row.address_sealed).toMatch(/^k1\./)
    }
    for (const { act, result } of results) {
      expect(actNames).toHaveProperty(act ?? '')
      if (result !== 'done') expect(resultName(result ?? '')).not.toBe(resultName('unheard of'))
    }
  })

  it('takes no change and no removal, and neither does its chain', async () => {
    await world.hall.tick()
    for (const table of ['audit', 'audit_link']) {
      const column = table === 'audit' ? 'result' : 'link'
      await expect(run(`UPDATE ${table} SET ${column} = 'x' WHERE seq = 1`)).rejects.toThrow('never changed')
      await expect(run(`DELETE FROM ${table} WHERE seq = 1`)).rejects.toThrow('never removed')
    }
  })
})

describe('the chain', () => {
  it('links every row within a minute and holds, also while newer rows wait for their link', async () => {
    await world.hall.tick()
    const links = await world.hall.db.prepare('SELECT count(*) AS n FROM audit_link').first<{ n: number }>()
    expect(links?.n).toBe(await last())
    expect(await holds()).toBeUndefined()
    await signIn(world, made)
    expect(await holds()).toBeUndefined()
    await Promise.all([world.hall.tick(), world.hall.tick(), world.hall.tick()])
    expect(await holds()).toBeUndefined()
  })

  it('shows whoever changes, removes or slips in a row, and where', async () => {
    for (const name of ['audit_is_never_changed', 'audit_is_never_removed', 'audit_link_is_never_removed'])
      await run(`DROP TRIGGER ${name}`)
    await world.hall.tick()
    const end = await last()

    await run(`UPDATE audit SET result = result || '!' WHERE seq = 2`)
    expect(await holds()).toBe(2)
    await run(`UPDATE audit SET result = rtrim(result, '!') WHERE seq = 2`)
    expect(await holds()).toBeUndefined()

    for (const gone of [1, 3, end]) {
      await run('CREATE TABLE away AS SELECT * FROM audit WHERE seq = ?', gone)
      await run('DELETE FROM audit WHERE seq = ?', gone)
      expect(await holds(), `row ${gone} of ${end}`).toBe(gone)
      await run('INSERT INTO audit SELECT * FROM away')
      await run('DROP TABLE away')
      expect(await holds()).toBeUndefined()
    }

    await run('UPDATE audit SET seq = -seq WHERE seq IN (2, 3)')
    await run('UPDATE audit SET seq = CASE seq WHEN -2 THEN 3 ELSE 2 END WHERE seq < 0')
    expect(await holds()).toBe(2)
    await run('UPDATE audit SET seq = -seq WHERE seq IN (2, 3)')
    await run('UPDATE audit SET seq = CASE seq WHEN -2 THEN 3 ELSE 2 END WHERE seq < 0')

    await run('DELETE FROM audit_link WHERE seq = ?', end - 1)
    expect(await holds()).toBe(end - 1)
  })

  it('cannot be made by whoever lacks the key', async () => {
    expect(await firstBreak(world.hall.db, Buffer.alloc(32).toString('base64'))).toBe(1)
  })
})
