import { describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import { headingOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const KIB = 1024
const FORM = 'application/x-www-form-urlencoded'
const visitor = () => new Visitor(world.hall.origin)
const post = (path: string, type: string | undefined, body: BodyInit) =>
  visitor().send<{ reason?: string; errors?: { field: string; code: string }[] }>(path, {
    ...{ method: 'POST', body, duplex: 'half', headers: type ? { 'content-type': type, accept: '*/*' } : {} },
  } as RequestInit)

const rubbish = (bytes: number) => {
  const noise = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += KIB * 32) crypto.getRandomValues(noise.subarray(at, at + KIB * 32))
  return noise
}

const API = ['/api/v1/sessions', '/api/v1/registrations/unit', '/api/v1/registrations/current/account']
const PAGES = ['/login', '/register/person', '/register/unit', '/recovery', '/person/login']

describe('a body of the wrong kind', () => {
  it('is refused with 415 where it is not JSON, on the API', async () => {
    for (const type of [
      'text/plain',
      FORM,
      'multipart/form-data; boundary=x',
      'application/xml',
      'nonsense',
      undefined,
    ])
      expect(await post('/api/v1/sessions', type, new Blob(['{}'])), String(type)).toMatchObject({
        ...{ status: 415, json: { reason: 'wrong_type' } },
      })
    for (const type of ['application/json', 'Application/JSON; charset=utf-8'])
      expect(await post('/api/v1/sessions', type, '{}')).toMatchObject({ status: 422 })
  })

  it('is refused with 400 where the JSON is broken or cut off', async () => {
    for (const text of [
      '',
      '{',
      '{"unit":',
      '{unit:1}',
      "{'unit':1}",
      '{"a":1,}',
      '\u0000',
      'NaN',
      '{"a":1}{"b":2}',
    ])
      expect(await post('/api/v1/sessions', 'application/json', text), text).toMatchObject({
        ...{ status: 400, json: { reason: 'broken_json' } },
      })
    expect((await post('/api/v1/sessions', 'application/json', rubbish(KIB))).status).toBe(400)
  })

  it('never breaks a form', async () => {
    const forms = { '/login': 422, '/register/unit': 422, '/preferences/size': 303, '/register/face': 303 }
    for (const [path, status] of Object.entries(forms)) {
      expect((await post(path, FORM, '%%%=%E0%A4%A&&&=;unit[]=1')).status, path).toBe(status)
      const multipart = 'multipart/form-data; boundary=x'
      expect([400, status]).toContain((await post(path, multipart, '--y\r\nrubbish')).status)
      expect([415, status]).toContain((await post(path, 'text/plain', 'unit=1')).status)
      const file = new FormData()
      file.set('unit', new File(['x'], 'unit.txt'))
      file.set('face', new File(['x'], 'face.txt'))
      file.set('size', new File(['x'], 'size.txt'))
      expect((await post(path, undefined, file)).status, path).toBe(status)
    }
  })
})

describe('JSON that no form sends', () => {
  it('is refused field by field with 422', async () => {
    const values: unknown[] = [
      null,
      1,
      1e308,
      -0,
      true,
      [],
      {},
      ['x'],
      { toString: 'x' },
      '\u0000',
      '\ud800',
      '\u202e',
      ' ',
      '😀'.repeat(500),
    ]
    for (const value of values) {
      const { status, json } = await post(
        '/api/v1/sessions',
        'application/json',
        JSON.stringify({ unit: value, person: value, password: null }),
      )
      expect([JSON.stringify(value).slice(0, 40), status]).toEqual([JSON.stringify(value).slice(0, 40), 422])
      for (const { field, code } of json.errors ?? []) {
        expect(['unit', 'person', 'password']).toContain(field)
        expect(code).toMatch(/^(unit_identifier|person_identifier|current_password)\.[a-z]+$/)
      }
    }
  })

  it('is refused as a whole where it is no object', async () => {
    for (const text of [
      'null',
      '1',
      '1e999',
      '"x"',
      'true',
      '[]',
      '[[[]]]',
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    ])
      for (const path of API)
        expect((await post(path, 'application/json', text)).status, text.slice(0, 20)).toBe(422)
    const deep = `${'{"unit":'.repeat(7_000)}1${'}'.repeat(7_000)}`
    expect((await post('/api/v1/sessions', 'application/json', deep)).status).toBe(422)
  })

  it('reaches no prototype', async () => {
    const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']
    const body = `{${keys.map((key) => `"${key}":{"unit":"x","person":"y","password":"z","isAdmin":true}`).join(',')}}`
    for (const path of API) {
      const { status, json } = await post(path, 'application/json', body)
      expect(status).toBe(422)
      for (const { field } of json.errors ?? []) expect(keys).not.toContain(field)
    }
    const form = keys.map((key) => `${key}=x`).join('&')
    for (const path of PAGES) expect((await post(path, FORM, form)).status).toBe(422)
  })
})

describe('an address that leads nowhere', () => {
  it('gets a page with a way on, or a problem where a program asked', async () => {
    const strange = [
      '/nothing',
      '/register/nothing',
      '/center/',
      '/%00',
      '/%E0%A4%A',
      '/..%2f..%2fetc',
      '/<script>',
      `/${'x'.repeat(4000)}`,
    ]
    for (const path of strange) {
      const page = await visitor().get(path)
      expect([path.slice(0, 30), page.status, headingOf(page.text)]).toEqual([
        path.slice(0, 30),
        404,
        '没有找到这一页',
      ])
      expect(page.text).toContain('href="/"')
      expect(page.text).not.toContain('<script>')
    }
    for (const path of ['/api/v1/nothing', '/api/nothing', '/oidc/nothing'])
      expect(await visitor().get(path)).toMatchObject({ status: 404, json: { reason: 'not_found' } })
    expect(await visitor().get('/nothing', { accept: 'application/json' })).toMatchObject({
      json: { reason: 'not_found' },
    })
  })

  it('is what a known address is to an unknown method', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
      for (const path of ['/', '/login', '/api/v1/session/renew'])
        expect((await visitor().send(path, { method })).status, `${method} ${path}`).toBe(404)
    const head = await visitor().send('/login', { method: 'HEAD' })
    expect([head.status, head.text]).toEqual([200, ''])
  })

  it('takes rubbish in the query of any page', async () => {
    for (const query of [
      'before=1e999',
      'before=-1',
      'before=%00',
      'before[]=1',
      'next=%E0%A4%A',
      'next[]=/x',
      '%%%',
      '__proto__=1',
    ])
      for (const path of ['/login', '/register/unit', '/center/activity'])
        expect([200, 303], `${path}?${query}`).toContain((await visitor().get(`${path}?${query}`)).status)
  })
})
