import { describe, expect, it } from 'vitest'
import { heightOf, isOwn, mayBeShown, whyNot } from '../../worker/embed/rules.ts'

const NOW = 1_000_000
const kept = { origin: 'https://portal.example', widget: 'account', opened_at: null, expires_at: NOW + 1 }
const asked = { origin: 'https://portal.example', widget: 'account' } as const

describe('why a ticket was not taken', () => {
  it('is told as exactly as its own client may know', () => {
    expect(whyNot(null, asked, NOW)).toBe('ticket_unknown')
    expect(whyNot({ ...kept, origin: 'https://other.example' }, asked, NOW)).toBe('ticket_unknown')
    expect(whyNot({ ...kept, widget: 'cases' }, asked, NOW)).toBe('ticket_unknown')
    expect(whyNot({ ...kept, opened_at: NOW - 1 }, asked, NOW)).toBe('ticket_used')
    expect(whyNot({ ...kept, expires_at: NOW }, asked, NOW)).toBe('ticket_expired')
    // All is right but the secret.
    expect(whyNot(kept, asked, NOW)).toBe('ticket_unknown')
  })
})

describe('whoever may act no longer', () => {
  it('is shown nothing, from the first moment after the term and while suspended', () => {
    const grant = { actsFrom: NOW - 10, actsUntil: NOW + 10, suspended: false }
    expect(mayBeShown(grant, NOW)).toBe(true)
    expect(mayBeShown(grant, NOW + 10)).toBe(false)
    expect(mayBeShown(grant, NOW - 11)).toBe(false)
    expect(mayBeShown({ ...grant, suspended: true }, NOW)).toBe(false)
  })
})

describe("a portal's own address", () => {
  const origins = ['https://portal.example']
  it.each(['/', '/hall/account?a=1', 'https://portal.example/x', 'https://portal.example'])(
    'is %s',
    (address) => {
      expect(isOwn(address, origins)).toBe(true)
    },
  )
  it.each([
    ...['//portal.example', '/\\portal.example', 'http://portal.example/', 'https://portal.example.evil/'],
    ...[
      'https://portal.example@evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      'hall',
      '',
      undefined,
    ],
  ])('is not %s', (address) => {
    expect(isOwn(address, origins)).toBe(false)
  })
})

describe('the room for a frame', () => {
  it('grows with the letters and shrinks with the spacing', () => {
    const plain = heightOf('hall-account', {})
    expect(heightOf('hall-account', { letters: 'large' })).toBe(Math.ceil(plain * 1.125))
    expect(heightOf('hall-account', { letters: 'larger' })).toBe(plain * 1.25)
    expect(heightOf('hall-account', { compact: true })).toBeLessThan(plain)
    expect(heightOf('hall-account', { act: '#1a1a1a', corners: 'round' })).toBe(plain)
  })
})
