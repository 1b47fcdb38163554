import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signInRefusals } from '../../schema/login.ts'
import { goOn, isLocked, LOCK_MS, MAX_FAILURES } from '../../worker/login/rules.ts'

const NOW = 1_800_000_000_000

describe('the lock on an account', () => {
  it('has the numbers that people are told', () => {
    expect([MAX_FAILURES, LOCK_MS]).toEqual([5, 30 * 60_000])
    for (const { text } of [signInRefusals.sign_in_wrong, signInRefusals.sign_in_locked]) {
      expect(text).toContain(`${MAX_FAILURES} 次`)
      expect(text).toContain(`${LOCK_MS / 60_000} 分钟`)
    }
  })

  it('holds until its last millisecond and is open from then on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -LOCK_MS, max: LOCK_MS }), (left) => {
        expect(isLocked(NOW + left, NOW)).toBe(left > 0)
      }),
    )
    expect(isLocked(0, NOW)).toBe(false)
  })
})

describe('where a sign-in leads', () => {
  it('is the unit centre or a portal’s request, and never another site', () => {
    const request =
      '/oidc/authorize?client_id=portal&redirect_uri=http%3A%2F%2F127.0.0.1%3A8789%2Fcallback&scope=openid'
    const list = '/center/cases?status=unrated'
    const pages = ['/center', '/center/sessions', '/center/unit/insurance/changes']
    const upload = '/center/rosters/new?template=enrolment'
    for (const own of [...pages, upload, list, request]) expect(goOn(own)).toBe(own)
    for (const other of [
      ...[
        '//evil.example',
        'https://evil.example',
        '/center//evil.example',
        '/oidc/authorize',
        '/oidc/logout?x=1',
      ],
      ...[
        '/oidc/authorize?x#https://evil.example',
        '/oidc/authorize?\\evil',
        '/center?\\evil',
        '/center/cases?status=open#https://evil.example',
        '/oidc/authorize?a b',
        '',
        undefined,
      ],
    ])
      expect(goOn(other)).toBe('/center')
  })
})
