/** A unit that only its own software acts for, written into the database: nobody has to register. */
import { newId } from '../../worker/lib/ids.ts'
import { aUnit } from './builders.ts'
import { Visitor } from './client.ts'
import { addClient } from './clients.ts'
import { postAs } from './full-portal.ts'
import type { Hall } from './hall.ts'
import { SECRET } from './portal-client.ts'

export interface UnitSoftware {
  unitId: string
  clientId: string
}

let units = 0

export async function aUnitWithSoftware(db: D1Database, region = '320102'): Promise<UnitSoftware> {
  const { creditCode, unitName } = aUnit({}, region.slice(0, 4))
  const unit = { unitId: newId(Date.now()), clientId: `software-${++units}` }
  await db
    .prepare(
      `INSERT INTO unit (id, credit_code, unit_number, name, region, created_at) VALUES (?, ?, ?, ?, ?, 0)`,
    )
    .bind(unit.unitId, creditCode, String(20_000_000 + units), unitName, region)
    .run()
  await addClient(db, {
    ...{ id: unit.clientId, name: '人事软件', secret: SECRET, grantTypes: ['client_credentials'] },
    scopes: ['rosters:file'],
  })
  await db.prepare('UPDATE client SET unit_id = ? WHERE id = ?').bind(unit.unitId, unit.clientId).run()
  return unit
}

/** Asks with a bearer token of its own. */
export class Software extends Visitor {
  token = ''

  static async of({ origin }: Pick<Hall, 'origin'>, { clientId }: UnitSoftware): Promise<Software> {
    const software = new Software(origin)
    const { json } = await postAs(origin, clientId, '/oidc/token', { grant_type: 'client_credentials' })
    software.token = String(json.access_token)
    return software
  }

  override send<T = unknown>(path: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${this.token}`)
    return super.send<T>(path, { ...init, headers })
  }
}
