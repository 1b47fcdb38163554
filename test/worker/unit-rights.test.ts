/** What somebody may change of a unit ends while they do it: nothing is written afterwards, whatever the request had read. */
import { expect, it, vi } from 'vitest'
import { openApp, stopApp } from '../../worker/apps/acts.ts'
import { changeAdministrator, openInstitution, resetPassword } from '../../worker/institutions/manage.ts'
import type { Origin } from '../../worker/lib/env.ts'
import { loadSession } from '../../worker/session/store.ts'
import { saveUnit } from '../../worker/units/info.ts'
import { must, registerPerson } from '../support/builders.ts'
import { administratorOf, openInstitution as opened, registerInstitution } from '../support/institutions.ts'
import { bindingsOf } from '../support/ledger.ts'
import { anOperator, aUnitWithNotice, type Granting } from '../support/operators.ts'
import { anInfo } from '../support/unit-info.ts'
import { usePair } from '../support/use-pair.ts'

// The Worker's module of argon2 is none of Node's, and nothing here is ever written.
vi.mock('../../worker/lib/password.ts', () => ({ hashPassword: async () => 'no hash' }))

const world = usePair({ light: true })
type Administrator = Awaited<ReturnType<typeof anOperator>>

/** As a request has read it that is on its way. */
async function onTheWay({ id }: Administrator) {
  const { db } = world.hall
  const session = await db
    .prepare('SELECT id FROM session WHERE operator_id = ?')
    .bind(id)
    .first<string>('id')
  const read = await loadSession(db, session ?? '', Date.now())
  if (!read) throw new Error('the administrator is signed in')
  const origin = { address: '', network: '192.0.2', device: '', place: '' } satisfies Origin
  return [bindingsOf(world), origin, Date.now(), read] as const
}

/** Everything that stands in the tables of what is changed. */
const kept = async () =>
  JSON.stringify(
    await Promise.all(
      ['client', 'institution', 'institution_administrator', 'unit_info', 'unit'].map(
        async (table) => (await world.hall.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results,
      ),
    ),
  )

const ENDS: Record<string, (administrator: Administrator, unit: Granting) => Promise<unknown>> = {
  'was removed': ({ id }, unit) => must(303, unit.visitor.submit(`/center/operators/${id}/remove`, {})),
  'had a term that ended': ({ id }) =>
    world.hall.db.prepare('UPDATE operator SET acts_from = 0, acts_until = 1 WHERE id = ?').bind(id).run(),
  'was made a handler': ({ id }) =>
    world.hall.db.prepare("UPDATE operator SET role = 'handler', scope = '[]' WHERE id = ?").bind(id).run(),
}

it.each(Object.entries(ENDS))('nothing of the unit is changed by whoever %s meanwhile', async (_how, end) => {
  const unit = await aUnitWithNotice(world)
  const administrator = await anOperator(world, unit, { role: 'administrator', items: [] })
  const by = await onTheWay(administrator)
  const app = await openApp(...by, { name: '旧软件', scopes: ['unit:read'] })
  if (!app.ok) throw new Error('whoever may opens one')
  const [shut, open] = [await registerInstitution(world, unit), (await opened(world, unit)).institution]
  const successor = administratorOf(await registerPerson(world)) as Parameters<typeof openInstitution>[5]
  const info = { ...anInfo(), version: 0 } as unknown as Parameters<typeof saveUnit>[4]
  const acts = {
    apps_not_allowed: [
      () => openApp(...by, { name: '新软件', scopes: ['cases:read'] }),
      () => stopApp(...by, app.value.id),
    ],
    institution_not_allowed: [
      () => openInstitution(...by, shut.id, successor),
      () => changeAdministrator(...by, open.id, successor),
      () => resetPassword(...by, open.id),
    ],
    unit_not_allowed: [() => saveUnit(...by, info)],
  }
  await end(administrator, unit)
  const before = await kept()
  for (const [error, all] of Object.entries(acts))
    for (const act of all) expect(await act(), String(act)).toEqual({ ok: false, error })
  expect(await kept()).toBe(before)
})
