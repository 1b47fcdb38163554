/** What ends or comes again while a code is being exchanged: no token is left that nobody ends. */
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal, postAs } from '../support/full-portal.ts'
import { postHeldBack } from '../support/held-back.ts'
import { begin, REDIRECT_URI, SECRET, signInAt } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration
beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  who = await registerUnit(stage)
})

const run = (sql: string) => stage.hall.db.prepare(sql).run()
const post = (form: Record<string, string>) => postAs(stage.hall.origin, 'full-portal', '/oidc/token', form)

/** What a portal's server posts for its code. */
async function aCode() {
  const attempt = await begin(config)
  const callback = await signInAt(stage.hall.origin, attempt, who)
  return {
    ...{ grant_type: 'authorization_code', redirect_uri: REDIRECT_URI, code_verifier: attempt.verifier },
    code: callback.searchParams.get('code') ?? '',
  }
}

describe('a code', () => {
  it('gives nothing out for a session that ends while it is exchanged', async () => {
    const form = await aCode()
    // As whoever signs out between the reading of the session and the keeping of the tokens.
    await run(`CREATE TRIGGER ends_meanwhile AFTER UPDATE OF used_at ON authorization_code
      BEGIN DELETE FROM session WHERE id = NEW.session_id; END`)
    try {
      const { status, json } = await post(form)
      expect([status, json.error]).toEqual([400, 'invalid_grant'])
    } finally {
      await run('DROP TRIGGER ends_meanwhile')
    }
    const left = stage.hall.db.prepare(
      'SELECT count(*) AS n FROM access_token WHERE session_id NOT IN (SELECT id FROM session)',
    )
    expect(await left.first('n')).toBe(0)
  })

  it('that comes again ends what a refresh has made of it meanwhile, too', async () => {
    const form = await aCode()
    const first = await post(form)
    let second: Awaited<ReturnType<typeof post>> | undefined
    const refresh = (token: unknown) => post({ grant_type: 'refresh_token', refresh_token: String(token) })
    const again = await postHeldBack(new Visitor(stage.hall.origin), {
      ...{ path: '/oidc/token', body: new URLSearchParams(form) },
      headers: { authorization: `Basic ${btoa(`full-portal:${encodeURIComponent(SECRET)}`)}` },
      meanwhile: async () => {
        second = await refresh(first.json.refresh_token)
      },
    })
    expect([again.status, second?.status]).toEqual([400, 200])
    const headers = { authorization: `Bearer ${second?.json.access_token}` }
    expect((await fetch(`${stage.hall.origin}/oidc/userinfo`, { headers })).status).toBe(401)
    expect((await refresh(second?.json.refresh_token)).json.error).toBe('invalid_grant')
  })
})
