import { describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
}

function expectGuarded({ headers }: Reply, what: string) {
  const policy = (headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
    const [name = '', ...sources] = rule.split(' ')
    return [name, sources.join(' ')]
  })
  expect(Object.fromEntries(policy), what).toEqual(POLICY)
  expect(Object.fromEntries(headers), what).toMatchObject({
    ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' },
    ...{
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    },
  })
}

/** Every kind of answer that the hall gives to people and programs. */
async function everyKind(): Promise<[string, Reply][]> {
  const stranger = () => new Visitor(world.hall.origin)
  const inside = await signIn(world, await registerUnit(world))
  const pages = [
    '/',
    '/login',
    '/register',
    '/register/person',
    '/register/unit',
    '/register/expired',
    '/docs',
    '/help/sign-in',
    '/agreements/unit',
    '/nothing',
  ]
  const found: [string, Reply][] = []
  for (const path of pages) found.push([path, await stranger().get(path)])
  for (const path of ['/', '/center', '/center/sessions', '/center/activity'])
    found.push([`${path} inside`, await inside.get(path)])
  for (const path of ['/center', '/register/face']) found.push([`${path} away`, await stranger().get(path)])
  found.push(
    ['form again', await stranger().submit('/login', {})],
    [
      'foreign form',
      await stranger().send('/login', { method: 'POST', headers: { origin: 'https://evil.example' } }),
    ],
    ['too large', await stranger().send('/login', { method: 'POST', body: 'x'.repeat(70_000) })],
    ['size', await stranger().submit('/preferences/size', { size: 'large', back: '/login' })],
    ['json', await inside.get('/api/v1/session')],
    ['problem', await stranger().get('/api/v1/session')],
    ['no content', await inside.delete('/api/v1/session')],
    ['health', await stranger().get('/healthz')],
    ['document', await stranger().get('/openapi.json')],
  )
  return found
}

describe('every answer', () => {
  it('carries the security headers, and no page has an inline script or style', async () => {
    for (const [what, reply] of await everyKind()) {
      expectGuarded(reply, what)
      expect(reply.headers.get('x-powered-by'), what).toBeNull()
      if (!reply.headers.get('content-type')?.startsWith('text/html')) continue
      expect(reply.headers.get('content-type'), what).toMatch(/charset=utf-8/i)
      expect(reply.headers.get('cache-control'), what).toBe('no-store')
      for (const [script, inside] of reply.text.matchAll(/<script\b[^>]*>([^<]*)/g)) {
        expect(script, what).toMatch(/ src="\/a\//)
        expect(inside, what).toBe('')
      }
      expect(reply.text, what).not.toMatch(/<style\b|\sstyle=|\son[a-z]+="|javascript:/)
      expect(reply.text, what).toMatch(/^<!doctype html><html lang="zh-CN"/)
    }
  })

  it('asks for TLS where the hall itself is behind it', async () => {
    const plain = await new Visitor(world.hall.origin).get('/')
    expect(plain.headers.get('strict-transport-security')).toBeNull()
    await world.hall.reload({ ORIGIN: 'https://hall.example.gov.cn' })
    const secure = await new Visitor(world.hall.origin).get('/')
    expect(secure.headers.get('strict-transport-security')).toMatch(/^max-age=63072000; includeSubDomains/)
  })
})

describe('scripts and styles', () => {
  it('are named by their content and kept for a year', async () => {
    const visitor = new Visitor(world.hall.origin)
    const page = await visitor.get('/login')
    const files = [...page.text.matchAll(/(?:href|src)="(\/a\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(files.length).toBeGreaterThan(3)
    for (const path of new Set(files)) {
      const file = await visitor.get(path)
      expect([path, file.status]).toEqual([path, 200])
      expect(file.headers.get('cache-control'), path).toMatch(/max-age=31536000, immutable/)
      expect(file.headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(path).toMatch(/-[A-Z0-9]{8}\.(js|css|svg)$/)
    }
  })
})
