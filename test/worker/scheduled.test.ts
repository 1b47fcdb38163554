import { describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ expectFaults: true })
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Puts a row into a table under an id that tells whether it should stay. */
async function put(table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row)
  await world.hall.db
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .bind(...Object.values(row))
    .run()
}

const left = async (table: string, column = 'id') => {
  const { results } = await world.hall.db
    .prepare(`SELECT ${column} AS id FROM ${table}`)
    .all<{ id: string }>()
  return results.map(({ id }) => id).sort()
}

const session = (id: string, seen: number, ends: number, now: number) => ({
  ...{ id, secret_hash: 'x', unit_id: 'u', operator_id: 'o', way: 'password', amr: '["pwd"]' },
  ...{ device: 'd', place: 'p' },
  ...{ created_at: now - DAY, seen_at: now - seen, ends_at: now + ends },
})

describe('the clean-up of every minute', () => {
  it('removes what has expired and nothing else', async () => {
    const now = Date.now()
    await put('session', session('stays', 30 * MINUTE, MINUTE, now))
    await put('session', session('idle', 32 * MINUTE, DAY, now))
    await put('session', session('over', MINUTE, -MINUTE, now))
    for (const [id, seen, ends] of [
      ['stays', 30, 1],
      ['idle', 32, 60],
      ['over', 1, -1],
    ] as const) {
      const { unit_id: _u, operator_id: _o, ...row } = session(id, seen * MINUTE, ends * MINUTE, now)
      await put('person_session', { ...row, person_id: 'p' })
    }
    const attempt = { failures: 3, locked_until: 0 }
    await put('sign_in_attempt', { account: 'stays', ...attempt, updated_at: now - DAY + MINUTE })
    await put('sign_in_attempt', {
      account: 'stays, locked',
      ...attempt,
      locked_until: now + MINUTE,
      updated_at: now - 2 * DAY,
    })
    await put('sign_in_attempt', { account: 'forgotten', ...attempt, updated_at: now - DAY - MINUTE })
    const flow = { secret_hash: 'x', kind: 'upgrade', step: 'face', data_sealed: 'x', created_at: now }
    await put('flow', { id: 'stays', ...flow, expires_at: now + MINUTE })
    await put('flow', { id: 'stays an hour', ...flow, expires_at: now - 59 * MINUTE })
    await put('flow', { id: 'old', ...flow, expires_at: now - 61 * MINUTE })
    const pass = { secret_hash: 'x', client_id: 'c', origin: 'o', widget: 'account', session_id: 'stays' }
    await put('widget_pass', { id: 'stays', ...pass, created_at: now, expires_at: now - 9 * MINUTE })
    await put('widget_pass', { id: 'late', ...pass, created_at: now, expires_at: now - 11 * MINUTE })
    await put('widget_pass', {
      ...{ id: 'of the session that is over', ...pass, session_id: 'over' },
      ...{ created_at: now, expires_at: now + DAY },
    })
    const code = { owner: 'o', mobile_index: 'x', code_hash: 'x', created_at: now }
    await put('sms_code', { id: 'stays', ...code, expires_at: now + MINUTE })
    await put('sms_code', { id: 'stays for the limits', ...code, expires_at: now - DAY + MINUTE })
    await put('sms_code', { id: 'old', ...code, expires_at: now - DAY - MINUTE })
    const face = {
      owner: 'o',
      flow: 'recovery',
      method: 'app',
      subject_index: 'x',
      ticket: '',
      url: 'x',
      asks: '{}',
      status: 'pending',
      asked_at: 0,
      created_at: 0,
    }
    await put('face_check', { id: 'stays', ...face, expires_at: now - 59 * MINUTE })
    await put('face_check', { id: 'old', ...face, expires_at: now - 61 * MINUTE })

    await world.hall.tick()
    expect(await left('session')).toEqual(['stays'])
    expect(await left('person_session')).toEqual(['stays'])
    expect(await left('sign_in_attempt', 'account')).toEqual(['stays', 'stays, locked'])
    expect(await left('flow')).toEqual(['stays', 'stays an hour'])
    expect(await left('sms_code')).toEqual(['stays', 'stays for the limits'])
    expect(await left('face_check')).toEqual(['stays'])
    expect(await left('widget_pass')).toEqual(['stays'])
  })

  it('takes a thousand rows of a table at a time, as often as it needs to in one minute', async () => {
    const now = Date.now()
    await world.hall.db.prepare('DELETE FROM session').run()
    const statement = world.hall.db.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
       INSERT INTO session (id, secret_hash, unit_id, operator_id, way, amr, created_at, seen_at, ends_at, device,
         place)
       SELECT 'old ' || i, 'x', 'u', 'o', 'app', '[]', 0, 0, ?1, 'd', 'p' FROM n`,
    )
    await statement.bind(now - MINUTE).run()
    await world.hall.tick()
    expect(await left('session')).toEqual([])
  })

  it('goes on with everything else where one job meets a row that it cannot read', async () => {
    const now = Date.now()
    const sealed = { document_sealed: 'k0.x.x', name_sealed: 'k0.x.x', mobile_sealed: 'k0.x.x', key_id: 'k0' }
    const index = { document_type: '01', document_index: 'k0.a', mobile_index: 'k0.b' }
    await put('person', { id: 'broken', ...index, ...sealed, password: '$argon2id$x', created_at: now })
    await put('session', session('over', MINUTE, -MINUTE, now))
    await world.hall.tick()
    expect(await left('session')).toEqual([])
    const faults = () => world.lines.filter((line) => line.includes('"at":"fault"'))
    await expect.poll(() => faults().length).toBeGreaterThan(0)
    for (const line of faults()) expect(JSON.parse(line)).toMatchObject({ id: 'queue:reseal' })
  })
})

describe('the health address', () => {
  it('answers while the database does', async () => {
    const reply = await new Visitor(world.hall.origin).get('/healthz')
    expect([reply.status, reply.json]).toEqual([200, { status: 'ok' }])
  })
})
