import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, aUnit, must, registerPerson, registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import {
  aClerk,
  activationOf,
  type Clerk,
  letters,
  OPENING,
  openAccount,
  openingOf,
  signInClerk,
  submitFile,
} from '../support/counter.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { restMobiles } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let clerk: Clerk
let visitor: Visitor
beforeAll(async () => {
  clerk = await aClerk(world)
  visitor = await signInClerk(world, clerk)
})

const open = (fields: Record<string, string | Blob>, by = visitor) => submitFile(by, OPENING, fields)
const count = async (table: string) =>
  (await world.hall.db.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n ?? 0
const filesKept = async () => (await world.hall.files.list({ prefix: 'letters/' })).objects.length

describe('an account opened at the counter', () => {
  it('is given a password by its own operator, who then signs in; the clerk never knows it', async () => {
    const { person, unit, page } = await openAccount(world, visitor)
    const shown = await visitor.get(page)
    expect(headingOf(shown.text)).toBe(unit.unitName)
    expect(wordsOf(shown.text)).toContain('等本人设置密码')
    expect(shown.text).not.toContain(person.documentNumber)
    expect(shown.text).not.toContain(person.mobile)

    const newcomer = new Visitor(world.hall.origin)
    const signIn = { unit: unit.creditCode, person: person.documentNumber, password: person.password }
    expect((await newcomer.post('/api/v1/sessions', signIn)).status).toBe(401)
    const body = await activationOf(world, person, unit)
    const done = await must(303, newcomer.submit('/activate', body))
    expect(done.headers.get('location')).toBe('/activate/done')
    expect((await newcomer.post('/api/v1/sessions', signIn)).status).toBe(201)
    expect(wordsOf((await visitor.get(page)).text)).toContain('本人已经设好密码')
    expect((await visitor.submit(`${page}/code`, {})).status).toBe(404)
    expect(wordsOf((await newcomer.get('/center/activity')).text)).toMatch(/窗口开通账号.*人社窗口/s)
  })

  it('gets its code once: used, mistyped or of another number it sets nothing, and all of that looks alike', async () => {
    const { person, unit } = await openAccount(world, visitor)
    const body = await activationOf(world, person, unit)
    const newcomer = new Visitor(world.hall.origin)
    const smsCode = body.smsCode === '000000' ? '000001' : '000000'
    const others = [{ smsCode }, { mobile: aPerson().mobile }, { creditCode: aUnit().creditCode }]
    const replies = []
    for (const other of others) replies.push(await newcomer.submit('/activate', { ...body, ...other }))
    await must(303, newcomer.submit('/activate', body))
    replies.push(await newcomer.submit('/activate', body))
    for (const { status, text } of replies) {
      expect(status).toBe(409)
      expect(summaryIn(text)).toEqual(summaryIn(replies[0]?.text ?? ''))
      expect(text).not.toContain(body.password)
    }
  })

  it('is told of a code that was not sent, and may have another', async () => {
    const person = await registerPerson(world, aPerson())
    // The number had a code for its registration within this minute.
    const opened = await must(303, open(openingOf(person)))
    const to = opened.headers.get('location') ?? ''
    expect(to).toMatch(/sent=no$/)
    expect(wordsOf((await visitor.get(to)).text)).toContain('验证码没有发出去')
    const page = new URL(to, world.hall.origin).pathname
    const again = await visitor.submit(`${page}/code`, {})
    expect([again.status, wordsOf(again.text)]).toMatchObject([429, expect.stringContaining('太频繁')])
    await restMobiles(world)
    await must(303, visitor.submit(`${page}/code`, {}))
  })

  it('may be of a unit that is there and has nobody in that role, under its own name', async () => {
    const { unit } = await registerUnit(world)
    const person = await registerPerson(world, aPerson())
    const wrong = await open(openingOf(person, { ...unit, unitName: `${unit.unitName}分公司` }))
    expect([wrong.status, Object.keys(errorsIn(wrong.text))]).toEqual([409, ['unitName']])
    await must(303, open(openingOf(person, unit)))
    const other = await registerPerson(world, aPerson())
    for (const role of ['administrator', 'legal_representative']) {
      const refused = await open(openingOf(other, unit, { role }))
      expect([refused.status, Object.keys(errorsIn(refused.text))]).toEqual([409, ['role']])
    }
  })

  it('is of no person who is an operator of that unit already', async () => {
    const { person, unit } = await openAccount(world, visitor)
    const refused = await open(openingOf(person, unit, { role: 'legal_representative' }))
    expect([refused.status, Object.keys(errorsIn(refused.text))]).toEqual([409, ['documentNumber']])
  })

  it('is of a registered person of just this name and mobile', async () => {
    const stranger = await open(openingOf(aPerson()))
    expect([stranger.status, Object.keys(errorsIn(stranger.text))]).toEqual([409, ['documentNumber']])
    const person = await registerPerson(world, aPerson())
    const told = new Set<string>()
    for (const own of [{ name: '欧阳某某' }, { mobile: aPerson().mobile }]) {
      const { status, text } = await open(openingOf({ ...person, ...own }))
      expect(status).toBe(409)
      told.add(JSON.stringify(summaryIn(text)))
    }
    expect(told.size).toBe(1)
  })

  it('is never a handler’s, and what was typed comes back with the message', async () => {
    const person = aPerson()
    for (const role of ['handler', '']) {
      const { status, text } = await open(openingOf(person, aUnit(), { role }))
      expect([status, Object.keys(errorsIn(text))]).toEqual([422, ['role']])
      expect(valuesIn(text)).toMatchObject({ name: person.name, documentNumber: person.documentNumber })
    }
  })

  it('leaves nothing behind where it was refused', async () => {
    const before = [
      await count('unit'),
      await count('operator'),
      await count('counter_opening'),
      await filesKept(),
    ]
    await open(openingOf(aPerson()))
    await open(openingOf(aPerson(), aUnit(), { letter: new Blob(['<html>']) }))
    expect([
      await count('unit'),
      await count('operator'),
      await count('counter_opening'),
      await filesKept(),
    ]).toEqual(before)
  })
})

describe('a letter', () => {
  const files: [string, () => Uint8Array, string][] = [
    ['PDF', letters.pdf, 'application/pdf'],
    ['JPEG', letters.jpeg, 'image/jpeg'],
    ['PNG', letters.png, 'image/png'],
  ]
  it.each(files)(
    'is kept as %s, whatever it was called, and comes back as it was',
    async (_kind, make, type) => {
      const bytes = make()
      const letter = new File([new Uint8Array(bytes)], 'scan.exe', { type: 'text/html' })
      const { page } = await openAccount(world, visitor, { letter })
      const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const got = await fetch(`${world.hall.origin}${page}/letter`, { headers: { cookie } })
      expect([got.status, got.headers.get('content-type')]).toEqual([200, type])
      expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename="letter-\d{8}\.\w{3}"$/)
      expect(got.headers.get('x-content-type-options')).toBe('nosniff')
      const kept = Buffer.from(await got.arrayBuffer())
      expect(kept.length).toBeGreaterThan(bytes.length - 3) // line ends behind the document do not belong to it
      expect(Buffer.from(bytes).subarray(0, kept.length).equals(kept)).toBe(true)
    },
  )

  it('is seen by its own office and the administration, by nobody else', async () => {
    const { page } = await openAccount(world, visitor)
    const as = async (own: object) => signInClerk(world, await aClerk(world, own))
    const colleague = await as({})
    const administrator = await as({ role: 'administrator', office: '省人社信息中心' })
    const elsewhere = await as({ office: '江宁区人社窗口' })
    for (const [who, status] of [
      [colleague, 200],
      [administrator, 200],
      [elsewhere, 404],
    ] as const)
      for (const path of [page, `${page}/letter`]) expect((await who.get(path)).status).toBe(status)
    const stranger = await new Visitor(world.hall.origin).get(`${page}/letter`)
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/counter/login'])
    for (const path of ['/counter/openings/x/y', `${page}x/letter`])
      expect((await visitor.get(path)).status).toBe(404)
  })

  it('is sealed where it lies', async () => {
    const { page } = await openAccount(world, visitor)
    const id = page.split('/').at(-1)
    const file = await world.hall.files.get(`letters/${id}`)
    const bytes = Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0))
    expect(bytes.length).toBeGreaterThan(50)
    expect(bytes.includes('PDF')).toBe(false)
  })

  it('may have ten megabytes and not one byte more', async () => {
    const person = await registerPerson(world, aPerson())
    const MB = 1024 * 1024
    const full = letters.png(10 * MB - letters.png().length - 12)
    expect(full.length).toBe(10 * MB)
    for (const bytes of [letters.png(10 * MB), letters.png(11 * MB)]) {
      const { status, text } = await open(openingOf(person, aUnit(), { letter: new Blob([bytes]) }))
      expect([status, Object.keys(errorsIn(text)), valuesIn(text).name]).toEqual([
        413,
        ['letter'],
        person.name,
      ])
    }
    await must(303, open(openingOf(person, aUnit(), { letter: new Blob([full]) })))
  })

  it('is no letter when there is none, and none when it is rubbish or something else by another name', async () => {
    const person = await registerPerson(world, aPerson())
    const rubbish = crypto.getRandomValues(new Uint8Array(65_536))
    const bad: [Blob | string, number][] = [
      ['', 422],
      ['just words', 422],
      [new File([], ''), 422],
      [new Blob(Array.from({ length: 16 }, () => rubbish)), 422],
      [new File(['<html><script>alert(1)</script>'], 'letter.pdf', { type: 'application/pdf' }), 422],
      [new Blob(['%PDF-1.4\n', rubbish]), 422],
      [new Blob([letters.pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>')]), 422],
      [new Blob([new Uint8Array(letters.png()).slice(0, -12)]), 422],
      [new Blob([new Uint8Array(letters.jpeg()).slice(0, -2)]), 422],
      [new Blob(['GIF89a', rubbish]), 422],
    ]
    for (const [letter, wanted] of bad) {
      const { status, text } = await open(openingOf(person, aUnit(), { letter }))
      expect([status, Object.keys(errorsIn(text))]).toEqual([wanted, ['letter']])
    }
  })

  it('loses what hangs behind its end', async () => {
    const hanging = Buffer.from('<script>alert(1)</script>PK\u0003\u0004')
    for (const bytes of [letters.png(), letters.jpeg()]) {
      const { page } = await openAccount(world, visitor, { letter: new Blob([bytes, hanging]) })
      const { text } = await visitor.get(`${page}/letter`)
      expect(text).not.toContain('script')
    }
  })
})

describe('the blank letter', () => {
  it('is there for everybody, and is found from the help page and the counter', async () => {
    const stranger = new Visitor(world.hall.origin)
    const { status, text } = await stranger.get('/counter/letter')
    expect([status, headingOf(text)]).toEqual([200, '授权委托书（空白）'])
    for (const field of ['统一社会信用代码', '法定代表人', '管理员', '手机号码', '盖章', '受托人'])
      expect(wordsOf(text)).toContain(field)
    expect((await stranger.get('/help/sign-in')).text).toContain('href="/counter/letter"')
    expect((await visitor.get('/counter')).text).toContain('href="/counter/letter"')
  })
})
