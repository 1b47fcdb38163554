import { describe, expect, it } from 'vitest'
import { MOST_TRIES, mayBeTold, mayEndSessions, narrowed, pauseAfter } from '../../worker/oidc/rules.ts'

describe('the scope of a refreshed token', () => {
  it.each([
    [null, 'openid a', 'openid a'],
    ['openid', 'openid a', 'openid'],
    ['a  openid', 'openid a', 'a openid'],
    ['openid b', 'openid a', undefined],
    ['', 'openid a', undefined],
  ])('asked for %j of %j is %j', (asked, granted, expected) => {
    expect(narrowed(asked, granted)).toBe(expected)
  })
})

describe('telling a portal of a logout', () => {
  it('is tried for about a day, ever less often', () => {
    const pauses = Array.from({ length: MOST_TRIES - 1 }, (_, i) => pauseAfter(i + 1))
    expect(pauses[0]).toBe(60_000)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000
    expect(hours).toBeGreaterThan(18)
    expect(hours).toBeLessThan(30)
  })

  it.each([
    ['https://portal.example/out', true],
    ['http://localhost:8999/out', true],
    ['http://127.0.0.1:8999/out', true],
    ['http://portal.example/out', false],
    ['http://localhost.evil.example/out', false],
    ['ftp://portal.example/out', false],
    ['typed by hand', false],
  ])('at %s is allowed: %s', (uri, allowed) => {
    expect(mayBeTold(uri, 'http://localhost:8787')).toBe(allowed)
  })

  it('goes to no address without TLS from a hall that is in use', () => {
    for (const uri of ['http://localhost:8999/out', 'http://127.0.0.1:8999/out'])
      expect(mayBeTold(uri, 'https://hall.example')).toBe(false)
    expect(mayBeTold('https://portal.example/out', 'https://hall.example')).toBe(true)
  })

  it.each([
    ['POST', '/logout', true],
    ['GET', '/oidc/logout', true],
    ['POST', '/oidc/logout/confirm', true],
    ['POST', '/center/sessions/end-all', true],
    ['DELETE', '/api/v1/session', true],
    ['DELETE', '/api/v1/sessions', true],
    ['DELETE', '/api/v1/sessions/x', true],
    ['POST', '/api/v1/recoveries/current/password', true],
    ['POST', '/recovery/password', true],
    ['POST', '/api/v1/app/passwords', true],
    ['POST', '/api/v1/app/units', false],
    ['POST', '/api/v1/sessions', false],
    ['POST', '/api/v1/session/renew', false],
    ['GET', '/api/v1/session', false],
    ['POST', '/oidc/token', false],
  ])('right after %s %s: %s', (method, path, expected) => {
    expect(mayEndSessions(method, path)).toBe(expected)
  })
})
