import { describe, expect, it } from 'vitest'
import { networkOf } from '../../worker/lib/origin.ts'

describe('the network that limits count by', () => {
  it('is an IPv4 address itself', () => {
    expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
  })

  it('is one for all addresses of an IPv6 customer, however they are written', () => {
    const same = ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff::', '2001:db8:1:2:a:b:c:d']
    expect(new Set(same.map(networkOf))).toEqual(new Set(['2001:db8:1:2']))
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
    expect(networkOf('2001:db8:1:3::1')).not.toBe('2001:db8:1:2')
    expect(networkOf('::1')).toBe('0:0:0:0')
  })
})
