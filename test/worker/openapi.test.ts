import { beforeAll, describe, expect, it } from 'vitest'
import { type ApiDocument, compileAll } from '../support/api-document.ts'
import { Visitor } from '../support/client.ts'
import { type Operation, operationsOf } from '../support/routes.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()

let routes: Operation[]
let document: ApiDocument
beforeAll(async () => {
  routes = await operationsOf()
  document = (await new Visitor(world.hall.origin).get<ApiDocument>('/openapi.json')).json
})

const inDocument = (path: string) => path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')

describe('every route', () => {
  it('names who may call it before it does anything else', () => {
    expect(routes.length).toBeGreaterThan(40)
    expect(
      routes.filter(({ accessFirst }) => !accessFirst).map(({ method, path }) => `${method} ${path}`),
    ).toEqual([])
    for (const { access } of routes)
      expect(access).toMatch(
        /^(anyone|person|operator|clerk(:administrator)?|institution|(operator )?client:[a-z:]+)$/,
      )
  })

  it('of the API stands in the document, and nothing else does', () => {
    const isApi = ({ path }: Operation) =>
      /^\/(api\/v1|oidc|\.well-known)\//.test(path) && !/^\/oidc\/(authorize|logout)/.test(path) // which are pages
    const expected = routes.filter(isApi).map(({ method, path }) => `${method} ${inDocument(path)}`)
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(documented.sort()).toEqual(expected.sort())
  })
})

describe('the document', () => {
  it('is OpenAPI 3.1: whole, with every reference, parameter and security scheme declared', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: expect.any(String), version: expect.any(String) },
    })
    expect(document.servers).toEqual([{ url: world.hall.origin }])
    const text = JSON.stringify(document)
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name)
    expect(text).not.toMatch(/"\$schema"|"\$ref":"(?!#\/components)/)
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        expect(['get', 'post', 'put', 'patch', 'delete']).toContain(method)
        expect(operation.summary, path).toMatch(/\w/)
        const named = (operation.parameters ?? [])
          .filter((p) => p.in === 'path')
          .map(({ name }) => `{${name}}`)
        expect(named, path).toEqual(path.match(/\{\w+\}/g) ?? [])
        for (const need of operation.security)
          for (const scheme of Object.keys(need))
            expect(document.components.securitySchemes).toHaveProperty(scheme)
        for (const [status, { description }] of Object.entries(operation.responses)) {
          expect(status).toMatch(/^[2-5]\d\d$/)
          expect(description).not.toBe('')
        }
      }
  })

  it('says what must stand in the app’s assertion of a person, wherever one is asked for', () => {
    const asked = Object.entries(document.paths).flatMap(([path, methods]) => {
      const schema = methods.post?.requestBody?.content['application/json']?.schema as
        | { properties?: Record<string, { description?: string }> }
        | undefined
      const { personAssertion } = schema?.properties ?? {}
      return personAssertion ? [[path, personAssertion.description ?? ''] as const] : []
    })
    expect(asked.map(([path]) => path.replace('/api/v1/app/', '')).sort()).toEqual([
      ...['grants/confirm', 'grants/decline', 'my-grants', 'my-units', 'passwords'],
      ...['scans/{code}/confirm', 'scans/{code}/refuse', 'units'],
    ])
    for (const [path, description] of asked) {
      expect(description, path).toMatch(/iss the client, aud the issuer.*a jti .*used once.*person \{name/)
      expect(description, path).toMatch(path.includes('/scans/') ? /scan the code/ : /\bact [a-z_]+,/)
    }
    expect(document.components.securitySchemes.client).toMatchObject({
      description: expect.stringContaining('private_key_jwt'),
    })
  })

  it('holds schemas that a strict validator takes', () => {
    expect(compileAll(document)).toBeGreaterThan(60)
  })

  it('is shown on a page, where every refusal that a problem points to is explained once', async () => {
    const visitor = new Visitor(world.hall.origin)
    const page = await visitor.get('/docs')
    for (const path of Object.keys(document.paths))
      expect(page.text).toContain(path.replace(/\{(\w+)\}/g, ':$1'))
    const problems = [
      await visitor.get('/api/v1/session'),
      await visitor.post('/api/v1/sessions', {}),
      await visitor.get('/api/v1/nothing'),
      await visitor.get('/api/v1/registrations/current'),
    ]
    for (const { json } of problems) {
      const { type } = json as { type: string }
      expect(type).toMatch(`${world.hall.origin}/docs#`)
      expect(page.text.split(`id="${type.split('#')[1]}"`), type).toHaveLength(2)
    }
  })
})
