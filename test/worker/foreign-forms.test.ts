import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
})

const FORM = 'application/x-www-form-urlencoded'
/** What a browser says of a post that a page of another site sent. */
const FOREIGN: Record<string, Record<string, string>> = {
  'another site, by Fetch Metadata': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'a sibling host': { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost' },
  'another site, by Origin alone': { origin: 'https://evil.example' },
  'a page that hides where it is': { origin: 'null' },
  'a host whose name begins like ours': { origin: 'http://localhost:1' },
}

const send = (path: string, headers: Record<string, string>, method = 'POST') =>
  visitor.send<{ reason: string }>(path, { method, headers, body: method === 'POST' ? '{}' : null })

describe.each(Object.entries(FOREIGN))('a request from %s', (_name, from) => {
  it('is refused in every way that it can be sent, and changes nothing', async () => {
    for (const path of [
      '/logout',
      '/center/sessions/end-all',
      '/login',
      '/register/unit',
      '/preferences/size',
    ]) {
      const page = await send(path, { ...from, 'content-type': FORM, accept: 'text/html' })
      expect([path, page.status]).toEqual([path, 403])
      expect(headingOf(page.text)).toBe('这一页不能给您看')
      expect(wordsOf(page.text)).toContain('不是从本大厅的页面提交的')
    }
    for (const type of ['application/json', 'text/plain', FORM]) {
      const reply = await send('/api/v1/session/renew', { ...from, 'content-type': type })
      expect(reply).toMatchObject({ status: 403, json: { reason: 'foreign_form' } })
    }
    expect(await send('/api/v1/session', from, 'DELETE')).toMatchObject({ status: 403 })
    expect(await visitor.get('/api/v1/session')).toMatchObject({ status: 200 })
  })
})

describe('a request of our own page, or of a program', () => {
  it('is taken', async () => {
    const own = { origin: world.hall.origin }
    for (const from of [{ ...own, 'sec-fetch-site': 'same-origin' }, own, { 'sec-fetch-site': 'none' }, {}])
      expect(await send('/api/v1/session/renew', from)).toMatchObject({ status: 200 })
  })
})
