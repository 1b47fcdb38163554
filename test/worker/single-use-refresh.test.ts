/** Refresh tokens and requests that were sent ahead are used once, however many try at the same moment. */
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { aFullPortal, postAs, signInFor } from '../support/full-portal.ts'
import { REDIRECT_URI } from '../support/portal-client.ts'
import { ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let visitor: Visitor
let config: openid.Configuration

beforeAll(async () => {
  config = await aFullPortal(world.hall)
  who = await registerUnit(world)
  visitor = await signIn(world, who)
})

const post = (path: string, form: Record<string, string>) =>
  postAs(world.hall.origin, 'full-portal', path, form)

describe('fifty at once, round after round', () => {
  it('refresh with one token once, and leave one token to go on with', {
    timeout: ROUNDS_TIMEOUT,
  }, async () => {
    const winners = await winnersOf(async () => {
      const { refresh_token = '' } = await signInFor(world.hall.origin, config, who, visitor)
      const form = { grant_type: 'refresh_token', refresh_token }
      return async () => (await post('/oidc/token', form)).status === 200
    })
    expect(winners).toEqual(ONE_EACH)
    const unused = 'SELECT count(*) AS n FROM refresh_token WHERE used_at IS NULL GROUP BY code_id'
    const most = await world.hall.db
      .prepare(`SELECT max(n) AS n FROM (${unused})`)
      .first<{ n: number | null }>()
    expect(most?.n ?? 0).toBeLessThanOrEqual(1)
  })

  it('get one code for a request that was sent ahead', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const { json } = await post('/oidc/par', {
        ...{ response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' },
        ...{ code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' },
      })
      const query = new URLSearchParams({ client_id: 'full-portal', request_uri: String(json.request_uri) })
      return async () => (await visitor.get(`/oidc/authorize?${query}`)).status === 303
    })
    expect(winners).toEqual(ONE_EACH)
  })
})
