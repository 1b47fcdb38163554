import { describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

describe('the large mode', () => {
  const back = async (address: string) => {
    const visitor = new Visitor(world.hall.origin)
    const { headers } = await visitor.submit('/preferences/size', { size: 'large', back: address })
    return headers.get('location')
  }

  it('comes back to the same page, query and all', async () => {
    expect(await back('/oidc/authorize?client_id=a&scope=openid')).toBe(
      '/oidc/authorize?client_id=a&scope=openid',
    )
    const { text } = await new Visitor(world.hall.origin).get('/login?next=%2Fcenter')
    expect(text).toContain('name="back" value="/login?next=%2Fcenter"')
  })

  it.each(['//evil.example/', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', ''])(
    'never leads to another site: %s',
    async (address) => {
      expect(await back(address)).toBe('/')
    },
  )
})
