import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Bindings } from '../../worker/lib/env.ts'
import { jwks, replaceKeys, rotateKeys, signingKey } from '../../worker/oidc/keys.ts'
import { registerUnit } from '../support/builders.ts'
import { addPortal, begin, configure, exchange, signInAt } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const DAY = 86_400_000

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>

beforeAll(async () => {
  await addPortal(stage.hall.db)
  who = await registerUnit(stage)
})
beforeEach(() => stage.hall.db.prepare('DELETE FROM signing_key').run())

const published = async (): Promise<JSONWebKeySet> =>
  (await (await fetch(`${stage.hall.origin}/oidc/jwks`)).json()) as JSONWebKeySet
const kids = async () => (await published()).keys.map(({ kid }) => kid)

async function anIdToken(): Promise<string> {
  // A portal that starts anew: the library keeps the keys of the one it knows.
  const fresh = await configure(stage.hall.origin)
  const attempt = await begin(fresh)
  const { id_token } = await exchange(fresh, attempt, await signInAt(stage.hall.origin, attempt, who))
  return id_token ?? ''
}
const kidOf = (token: string) => decodeProtectedHeader(token).kid

const verifies = async (token: string) =>
  jwtVerify(token, createLocalJWKSet(await published()), {
    ...{ issuer: stage.hall.origin, audience: 'portal', algorithms: ['ES256'] },
  }).then(
    () => true,
    () => false,
  )

/** The keys' part of the Worker run in this process, beside the Worker itself: another isolate. */
const isolate = (db = stage.hall.db) => ({ DB: db, SEALING_KEYS: stage.secrets.SEALING_KEYS }) as Bindings

/** A database in which `meanwhile` happens right after the keys are read for the first time. */
function interrupted(meanwhile: () => Promise<unknown>): D1Database {
  let reads = 0
  const afterRead = (statement: D1PreparedStatement) =>
    new Proxy(statement, {
      get: (target, name) => async () => {
        const answer: unknown = await Reflect.apply(Reflect.get(target, name), target, [])
        if (reads++ === 0) await meanwhile()
        return answer
      },
    })
  return new Proxy(stage.hall.db, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...values: unknown[]) => {
        const answer: unknown = Reflect.apply(member, target, values)
        const reading = name === 'prepare' && /^\s*SELECT/.test(String(values[0]))
        return reading ? afterRead(answer as D1PreparedStatement) : answer
      }
    },
  })
}

const pass = (days: number) =>
  stage.hall.db
    .prepare('UPDATE signing_key SET created_at = created_at - ?1, signs_from = signs_from - ?1')
    .bind(days * DAY)
    .run()

describe('the first signing key', () => {
  it('is one when fifty ask for it at the same moment', async () => {
    const seen = await Promise.all(Array.from({ length: 50 }, kids))
    expect(new Set(seen.flat()).size).toBe(1)
  })

  it('is one when another isolate makes it between our look and our writing', async () => {
    const { keys } = await jwks(isolate(interrupted(kids)), Date.now())
    expect(keys.map(({ kid }) => kid)).toEqual(await kids())
    expect(keys).toHaveLength(1)
  })

  it('shows no private half, and keeps it sealed', async () => {
    const { keys } = await published()
    expect(keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }])
    expect(keys.every((key) => !('d' in key))).toBe(true)
    const row = await stage.hall.db.prepare('SELECT * FROM signing_key').first()
    expect(JSON.stringify(row)).not.toMatch(/\\?"d\\?":/)
  })
})

describe('signing keys', () => {
  it('are published a day before they sign, and stay until what they signed is over', async () => {
    const before = await anIdToken()
    await pass(29.5)
    await stage.hall.tick()
    const [, next] = await kids()
    expect(kidOf(await anIdToken())).toBe(kidOf(before))

    await pass(1)
    await stage.hall.tick()
    expect(kidOf(await anIdToken())).toBe(next)
    expect(await verifies(before)).toBe(true)

    await stage.hall.db.prepare('UPDATE signing_key SET gone_at = 1 WHERE gone_at IS NOT NULL').run()
    await stage.hall.tick()
    expect(await kids()).toEqual([next])
    expect(await verifies(before)).toBe(false)
  })

  it('are not published twice by two turns of the clock at once', async () => {
    await kids()
    await pass(29.5)
    const now = Date.now()
    await rotateKeys(isolate(interrupted(() => rotateKeys(isolate(), now))), now)
    expect(await kids()).toHaveLength(2)
  })

  it('are published before they sign even after the clock stood still for months', async () => {
    const before = await anIdToken()
    await pass(70)
    await stage.hall.tick()
    expect(await kids()).toHaveLength(2)
    expect(kidOf(await anIdToken())).toBe(kidOf(before))
    await pass(1)
    expect(kidOf(await anIdToken())).not.toBe(kidOf(before))
  })

  it('are all replaced at once when one of them may be in other hands', async () => {
    const before = await anIdToken()
    await pass(29.5)
    await stage.hall.tick()
    const old = await kids()
    expect(old).toHaveLength(2)

    await replaceKeys(isolate(), Date.now())
    const [fresh, ...others] = await kids()
    expect(others).toEqual([])
    expect(old).not.toContain(fresh)
    expect(await verifies(before)).toBe(false)
    expect(kidOf(await anIdToken())).toBe(fresh)
    await stage.hall.tick()
    expect(await kids()).toEqual([fresh])
  })

  it('are replaced to the last when the clock adds one at that very moment', async () => {
    await kids()
    await pass(29.5)
    const now = Date.now()
    await replaceKeys(isolate(interrupted(() => rotateKeys(isolate(), now))), now)
    expect(await kids()).toHaveLength(1)
    const { results } = await stage.hall.db.prepare('SELECT * FROM signing_key WHERE gone_at IS NULL').all()
    expect(results).toHaveLength(1)
  })

  it('may be kept for an hour by whoever fetched them, from any page', async () => {
    for (const path of ['/oidc/jwks', '/.well-known/openid-configuration']) {
      const { headers } = await fetch(stage.hall.origin + path)
      expect(headers.get('cache-control')).toBe('public, max-age=3600')
      expect(headers.get('access-control-allow-origin')).toBe('*')
    }
  })
})

describe('an isolate', () => {
  it('that could not open a key once opens it when it can', async () => {
    await anIdToken()
    const env = isolate()
    const other = { current: 's9', keys: { s9: btoa('x'.repeat(32)) } }
    const wrong = { ...env, SEALING_KEYS: JSON.stringify(other) }
    await expect(signingKey(wrong, Date.now())).rejects.toThrow()
    await expect(signingKey(env, Date.now())).resolves.toMatchObject({ alg: 'ES256' })
  })
})
