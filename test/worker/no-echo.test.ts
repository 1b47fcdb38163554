import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, aUnit, identityOf, registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { ticked } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()

interface Operation {
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> }
}
let paths: Record<string, Record<string, Operation>>
beforeAll(async () => {
  const visitor = new Visitor(world.hall.origin)
  paths = (await visitor.get<{ paths: typeof paths }>('/openapi.json')).json.paths
})

let marks = 0
/** Something that stands nowhere else: what one field was filled with. */
const mark = () => `ZQ${(marks++).toString().padStart(4, '0')}XK`

/** Every route of the API, filled in for a method and path; `:id` and the like get a mark too. */
const routes = () =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{\w+\}/g, mark),
      fields: Object.keys(operation.requestBody?.content['application/json']?.schema.properties ?? {}),
    })),
  )

/** Values that fail each in its own way, a mark in every one. */
const fillings: ((text: string) => unknown)[] = [
  (text) => text,
  (text) => ({ [text]: text }),
  (text) => [text],
  (text) => `${text}\u0000<b>`,
  (text) => text.repeat(40),
]

describe('what was typed', () => {
  it('comes back in no answer of the API, and stands in no line of the log', async () => {
    const visitor = await signIn(world, await registerUnit(world))
    const answers: string[] = []
    for (const { method, path, fields } of routes().filter((route) => route.path.startsWith('/api/'))) {
      if (path.endsWith('/sessions') && method === 'DELETE') continue
      if (path.endsWith('/session') && method === 'DELETE') continue
      for (const fill of method === 'POST' ? fillings : fillings.slice(0, 1)) {
        const body = Object.fromEntries([...fields, mark()].map((field) => [field, fill(mark())]))
        const init = method === 'POST' ? { body: JSON.stringify(body) } : {}
        const headers = { 'content-type': 'application/json', 'x-mark': mark(), 'user-agent': mark() }
        const reply = await visitor.send(`${path}?${mark()}=${mark()}`, { method, headers, ...init })
        expect(reply.status, `${method} ${path}`).toBeLessThan(500)
        answers.push(`${reply.text} ${[...reply.headers]}`)
      }
    }
    expect(answers.length).toBeGreaterThan(30)
    expect(answers.filter((text) => /ZQ\d{4}XK/.test(text))).toEqual([])
    expect(world.lines.filter((line) => /ZQ\d{4}XK/.test(line))).toEqual([])
  })

  it('comes back as well-formed fields in no refusal either', async () => {
    const person = aPerson()
    const secrets = [person.documentNumber, person.mobile, person.name, person.password]
    const visitor = new Visitor(world.hall.origin)
    const identity = { ...identityOf(person), ...ticked }
    const replies = [
      await visitor.post('/api/v1/sessions', {
        unit: aUnit().creditCode,
        person: person.mobile,
        password: person.password,
      }),
      await visitor.post('/api/v1/registrations/unit', { ...aUnit(), ...identity }),
      await visitor.post('/api/v1/registrations/person', { ...identity, name: `${person.name}1` }),
      await visitor.post('/api/v1/registrations/person', identity),
      await visitor.post('/api/v1/registrations/current/sms', { mobile: person.mobile }),
      await visitor.get('/api/v1/registrations/current'),
    ]
    for (const { text } of replies) for (const secret of secrets) expect(text).not.toContain(secret)
    for (const line of world.lines) for (const secret of secrets) expect(line).not.toContain(secret)
  })

  it('comes back in pages as text alone, and as a password never', async () => {
    const evil = '"><script>alert(1)</script>'
    const forms = {
      '/login': ['unit', 'person', 'password'],
      '/register/person': ['name', 'documentType', 'documentNumber'],
      '/register/unit': ['creditCode', 'unitName', 'name', 'documentType', 'documentNumber'],
    }
    for (const [path, fields] of Object.entries(forms)) {
      const typed = Object.fromEntries(fields.map((field) => [field, `${evil}${mark()}`]))
      const page = await new Visitor(world.hall.origin).submit(path, {
        ...typed,
        passwordRepeat: 'Geheim#77',
        smsCode: '864213',
      })
      expect(page.status).toBe(422)
      expect(page.text).not.toContain(evil)
      for (const secret of ['Geheim#77', '864213', typed.password ?? 'Geheim#77'])
        expect(page.text).not.toContain(secret)
    }
  })
})
