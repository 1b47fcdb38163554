/** The hall as it is, with a counter at its database and a short way to an account that is in order. */
import hall from '../../worker/index.ts'
import type { Bindings } from '../../worker/lib/env.ts'
import { newId } from '../../worker/lib/ids.ts'
import { hashPassword } from '../../worker/lib/password.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import { ACCOUNT_PATH, type Account, NAME } from './account.ts'
import { COUNT_PATH, takeCount, watchDatabase } from './count-d1.ts'

export { SignInWatch } from '../../worker/waiting/watch.ts'

/** Writes one unit with its legal representative, who is a person too, sealed and hashed by the hall's own hands. */
async function makeAccount(env: Bindings, { unit, person, password, at }: Account): Promise<void> {
  const { seal, index, keyId } = await sealer(env.SEALING_KEYS)
  const [unitId, personId] = [newId(at), newId(at)]
  const creditCode = `91320100MA${unit}`
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO person (id, document_type, document_index, document_sealed, name_sealed, mobile_index, mobile_sealed,
         password, key_id, created_at)
       VALUES (?, '01', ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).bind(
      ...[personId, await index(`01|${person}`, 'person.document'), await seal(person, 'person.document')],
      ...[
        await seal(NAME, 'person.name'),
        await index(person, 'mobile'),
        await seal(person, 'person.mobile'),
      ],
      ...[await hashPassword(password, env.PEPPERS), keyId, at],
    ),
    env.DB.prepare(
      'INSERT INTO unit (id, credit_code, unit_number, name, region, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    ).bind(unitId, creditCode, unit, `江苏第${unit}号有限公司`, '320100', at),
    env.DB.prepare(
      `INSERT INTO operator (unit_id, id, person_id, role, document_type, document_index, document_sealed,
         name_sealed, mobile_index, mobile_sealed, password, key_id, created_at)
       VALUES (?, ?, ?, 'legal_representative', '01', ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).bind(
      ...[unitId, newId(at), personId, await index(`document of ${person}`, 'document')],
      await seal('11010519491231002X', 'operator.document'),
      await seal(NAME, 'operator.name'),
      ...[await index(person, 'mobile'), await seal(person, 'operator.mobile')],
      ...[await hashPassword(password, env.PEPPERS), keyId, at],
    ),
  ])
}

/**
 * Neither side has a rate limit here: the peer's is off, and ours, which on the platform adds no delay worth
 * naming, is a slow errand in the local runtime.
 */
const unlimited: RateLimit = { limit: async () => ({ success: true }) }

let bindings: Bindings | undefined

export default {
  async fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === COUNT_PATH) return Response.json(takeCount())
    if (pathname === ACCOUNT_PATH) {
      await makeAccount(env, await request.json<Account>())
      return new Response()
    }
    watchDatabase(env.DB)
    bindings ??= { ...env, LIMIT_ADDRESS: unlimited, LIMIT_ACCOUNT: unlimited }
    return hall.fetch(request, bindings, context)
  },
}
