/** What a portal was given for an operator ends with what the operator may do. */
import { describe, expect, it } from 'vitest'
import { must } from '../support/builders.ts'
import { aFullPortal, postAs, signInFor } from '../support/full-portal.ts'
import { anOperator, aUnitWithNotice, type Granting } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const PORTAL = 'full-portal'
type Operator = Awaited<ReturnType<typeof anOperator>>

const shorten = (unit: Granting, { id }: Operator) =>
  world.hall.db
    .prepare('UPDATE operator SET acts_until = ?2, changed_at = ?2 WHERE id = ?1')
    .bind(id, Date.now())
    .run()
    .then(() => unit)

const ENDS: [string, (unit: Granting, operator: Operator, by: Operator) => Promise<unknown>][] = [
  ['is removed', (unit, { id }) => must(303, unit.visitor.submit(`/center/operators/${id}/remove`, {}))],
  ['is past the last day', shorten],
  [
    'rests because whoever granted it is gone',
    (unit, _operator, by) => must(303, unit.visitor.submit(`/center/operators/${by.id}/remove`, {})),
  ],
]

describe('the tokens of an operator who', () => {
  it.each(ENDS)('%s are worth nothing', async (_how, end) => {
    const unit = await aUnitWithNotice(world)
    const administrator = await anOperator(world, unit, { role: 'administrator' })
    const handler = await anOperator(world, unit, {}, administrator.visitor)
    const config = await aFullPortal(world.hall, PORTAL)
    const tokens = await signInFor(world.hall.origin, config, { unit: unit.unit, person: handler.person })
    const ask = (path: string, form: Record<string, string>) => postAs(world.hall.origin, PORTAL, path, form)
    const refresh = (refresh_token = '') => ask('/oidc/token', { grant_type: 'refresh_token', refresh_token })
    const userInfo = async (token: string) =>
      (await fetch(`${world.hall.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } }))
        .status
    const isActive = async (token: string) => (await ask('/oidc/introspect', { token })).json.active

    const renewed = await refresh(tokens.refresh_token)
    const [access, next] = [String(renewed.json.access_token), String(renewed.json.refresh_token)]
    expect([await userInfo(access), await isActive(access), await isActive(next)]).toEqual([200, true, true])

    await end(unit, handler, administrator)
    expect([await userInfo(access), await isActive(access), await isActive(next)]).toEqual([
      401,
      false,
      false,
    ])
    expect(await refresh(next)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect((await handler.visitor.get('/api/v1/session')).status).toBe(401)
  })
})
