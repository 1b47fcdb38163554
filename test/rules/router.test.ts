import { TrieRouter } from 'hono/router/trie-router'
import { describe, expect, it } from 'vitest'
import { RememberingRouter } from '../../worker/lib/router.ts'

const PATHS = [
  '*',
  '/',
  '/center',
  '/center/cases',
  '/center/cases/new',
  '/center/cases/:id',
  '/a/:b?',
  '/files/*',
]

function filled<Router extends TrieRouter<string>>(router: Router): Router {
  for (const path of PATHS) {
    router.add('GET', path, `GET ${path}`)
    router.add('ALL', path, `ALL ${path}`)
  }
  router.add('POST', '/center/cases', 'POST /center/cases')
  return router
}

const ASKED = [
  ...[
    '/',
    '/center',
    '/center/',
    '/center/cases',
    '/center/cases/new',
    '/center/cases/17',
    '/center/cases/18',
  ],
  ...['/a', '/a/b', '/files/x/y', '/none', '/center/cases/:id', '/*'],
]
const METHODS = ['GET', 'POST', 'DELETE', 'HEAD', 'MADE-UP']

describe('the router that remembers', () => {
  it('finds the first time and ever after what Hono’s own trie finds', () => {
    const [remembering, plain] = [filled(new RememberingRouter<string>()), filled(new TrieRouter<string>())]
    const found = (router: TrieRouter<string>, method: string, path: string) =>
      router.match(method, path)[0].map(([handler, params]) => [handler, { ...params }])
    for (let time = 0; time < 3; time++)
      for (const method of METHODS)
        for (const path of ASKED)
          expect(found(remembering, method, path), `${method} ${path}`).toEqual(found(plain, method, path))
  })

  it('remembers paths without parameters alone, by methods that there are', () => {
    const router = filled(new RememberingRouter<string>())
    const isRemembered = (method: string, path: string) => {
      const once = router.match(method, path)
      return router.match(method, path) === once
    }
    expect(ASKED.filter((path) => isRemembered('GET', path))).toEqual([
      ...['/', '/center', '/center/cases', '/center/cases/new'],
    ])
    expect(METHODS.filter((method) => isRemembered(method, '/center'))).toEqual(['GET', 'POST', 'DELETE'])
  })
})
