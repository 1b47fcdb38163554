import { beforeAll, describe, expect, it } from 'vitest'
import { findItem } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths } from '../../schema/fields/month.ts'
import { MOST_VIEW_BYTES } from '../../worker/certificates/rules.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import { must } from '../support/builders.ts'
import { aCertificate } from '../support/certificates.ts'
import { Visitor } from '../support/client.ts'
import { alwaysOpen, enrolmentOf } from '../support/filings.ts'
import { errorsIn, summaryIn, wordsOf } from '../support/html.ts'
import { aKnownPerson } from '../support/ledger.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { type MadeInsured, pay, reverse, someInsured, unitId } from '../support/paid-months.ts'
import { ensurePaperTools, fontsOf, qrOf, textOf } from '../support/paper-tools.ts'
import { PAGE, printing } from '../support/printing.ts'
import { aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

// As it is deployed: the font lies among its files. What a test damages is told in the log.
const world = usePair({ expectFaults: true })
const MONTH = dayInChina(Date.now()).slice(0, 7)
// Settled in the month after: by now the period of the last one is over, whatever day of the month it is.
const [FROM, TO] = [addMonths(MONTH, -7), addMonths(MONTH, -2)]

let who: Member
let unit: string
let persons: MadeInsured[]
beforeAll(async () => {
  ensurePaperTools()
  who = await aRepresentative(world)
  unit = await unitId(world, who.unit)
  persons = await someInsured(world, 60)
  await pay(world, unit, persons, { from: FROM, to: TO })
})

const { press, download } = printing(world, { insurances: ['110', '210', '410'], from: FROM, to: TO })

/** A certificate of some persons, with what its paper says. */
async function print(of: MadeInsured[], member = who) {
  await press(member.visitor, 'remove_all')
  await press(member.visitor, 'add', { available: of.map(({ id }) => id) })
  const pdf = await download(member.visitor)
  const text = textOf(pdf)
  const number = (/证明编号 ((?:\d{4} ){4}\d{4})/.exec(text)?.[1] ?? '').replaceAll(' ', '')
  const digest = /摘要 ([0-9a-f]{64})/.exec(text)?.[1] ?? ''
  return { pdf, text, number, digest }
}

const verify = (body: object, visitor = new Visitor(world.hall.origin)) =>
  visitor.post<Record<string, unknown>>('/api/v1/certificates/verify', body)

describe('a certificate', () => {
  it('says who was insured for which months, in text that copies right, with a QR code', async () => {
    const [gap, rare] = [
      ...(await someInsured(world, 1)),
      ...(await someInsured(world, 1, { name: '𬱖龘·买买提' })),
    ]
    if (!gap || !rare) throw new Error('they are there')
    await pay(world, unit, [gap, rare], { from: FROM, to: TO })
    await reverse(world, unit, gap, addMonths(FROM, 2))
    const half = await someInsured(world, 1)
    await pay(world, unit, half, { from: FROM, to: TO, insurances: ['410'] })
    await press(who.visitor, 'remove_all')
    await press(who.visitor, 'add', { available: [gap, rare, ...half].map(({ id }) => id) })
    const preview = wordsOf((await who.visitor.get(`${PAGE}/preview`)).text)
    expect(preview).toContain('选的人里有 1 人不会列上')
    expect(preview).toContain(gap.number)
    const { text, pdf, number } = await print([gap, rare, ...half])
    for (const said of [who.unit.unitName, who.unit.creditCode, '江苏省南京市', `${FROM} 至 ${TO}`])
      expect(text).toContain(said)
    expect(text).toMatch(/人数： +2 ?人/)
    expect(text).toMatch(RegExp(`1 +${gap.name} +${gap.number} +${FROM} 至 ${addMonths(FROM, 1)} +5`))
    expect(text).toMatch(RegExp(`2 +𬱖龘·买买提 +${rare.number} +${FROM} 至 ${TO} +6`))
    expect(text).not.toContain(half[0]?.number)
    for (const part of ['TEST', '测试章', '没有法律效力', '第 1 页，共 1 页']) expect(text).toContain(part)
    expect(fontsOf(pdf)).toMatch(/CID TrueType +Identity-H +yes yes yes/)
    const link = new URL(qrOf(pdf))
    expect([link.origin, link.pathname]).toEqual([world.hall.origin, '/verify'])
    const page = await new Visitor(world.hall.origin).get(link.pathname + link.search)
    expect(wordsOf(page.text)).toContain('这份证明是真的')
    expect(wordsOf(page.text)).toContain(number)
  })

  it('counts what is settled, not what is filed in a period that is still open', async () => {
    await alwaysOpen(world, '320000')
    const [settled, fresh] = [await aKnownPerson(world), await aKnownPerson(world)]
    const insured = ({ insuredId: id, person }: typeof settled): MadeInsured => ({
      ...{ id, name: person.name, number: person.documentNumber },
    })
    await pay(world, unit, [insured(settled)], { from: FROM, to: FROM })
    for (const known of [settled, fresh])
      await must(
        201,
        who.visitor.post('/api/v1/filings/enrolment', enrolmentOf(known, `${addMonths(MONTH, -3)}-01`)),
      )
    await press(who.visitor, 'remove_all')
    await press(who.visitor, 'add', { available: [fresh.insuredId] })
    const nothing = await who.visitor.get(`${PAGE}/preview`)
    expect([nothing.status, summaryIn(nothing.text)]).toEqual([
      409,
      expect.stringContaining('要等这一期结算以后才算'),
    ])
    const { text } = await print([insured(settled), insured(fresh)])
    expect(text).toMatch(RegExp(`1 +${settled.person.name} +${settled.person.documentNumber} +${FROM} +1`))
    expect(text).not.toContain(fresh.person.documentNumber)
  })

  it('goes on over the page with whoever has more stretches than it holds', async () => {
    const many = await someInsured(world, 2)
    const first = addMonths(MONTH, -121)
    const every = Array.from({ length: 60 }, (_, n) => addMonths(first, 2 * n))
    for (const month of every) await pay(world, unit, many, { from: month, to: month, insurances: ['110'] })
    await press(who.visitor, 'remove_all', { insurances: ['110'], from: first, to: TO })
    const own = { insurances: ['110'], from: first, to: TO }
    await press(who.visitor, 'add', { ...own, available: many.map(({ id }) => id) })
    const text = textOf(await download(who.visitor))
    const pages = text.split('\f').filter((page) => page.trim() !== '')
    for (const month of every) expect(text.split(`${month}`).length - 1, month).toBeGreaterThanOrEqual(2)
    // Whatever stands on a page stands above its foot.
    for (const page of pages) expect(page.trimEnd().split('\n').at(-1)).toMatch(/第 \d 页，共 \d 页|摘要/)
    expect(text).toContain('（续）')
    expect(text).toContain('见上页')
  })

  it('is no larger than can be kept for whoever verifies it', async () => {
    const granting = await aRepresentative(world)
    const own = await unitId(world, granting.unit)
    const many = await someInsured(world, 3_000)
    const first = addMonths(MONTH, -42)
    for (let n = 0; n < 20; n++) {
      const month = addMonths(first, 2 * n)
      await pay(world, own, many, { from: month, to: month, insurances: ['110'] })
    }
    await press(granting.visitor, 'add_all', { insurances: ['110'], from: first, to: TO })
    const refused = await granting.visitor.submit(`${PAGE}/print`, {})
    expect([refused.status, summaryIn(refused.text)]).toEqual([422, expect.stringContaining('分几份打印')])
    const { seal } = await sealer(world.secrets.SEALING_KEYS)
    expect((await seal('x'.repeat(MOST_VIEW_BYTES + 5_000), 'certificate.view')).length).toBeLessThan(
      2_000_000,
    )
  })

  it('repeats its header on every page and numbers them', async () => {
    const { text } = await print(persons)
    const pages = text.split('\f').filter((page) => page.trim() !== '')
    expect(pages.length).toBeGreaterThan(1)
    for (const [n, page] of pages.entries()) {
      expect(page).toContain(`第 ${n + 1} 页，共 ${pages.length} 页`)
      if (/\d{18}/.test(page)) expect(page).toMatch(/序号 +姓名 +社会保障号 +缴费起止年月 +缴费月数/)
    }
    for (const { number } of persons) expect(text).toContain(number)
  })

  it('is for whoever may print them, and of their own unit', async () => {
    const granting = await aUnitWithNotice(world)
    const may = await anOperator(world, granting, { items: ['certificate'] })
    const mayNot = await anOperator(world, granting, { items: ['enrolment'] })
    expect((await may.visitor.get(PAGE)).status).toBe(200)
    for (const path of [PAGE, `${PAGE}/preview`]) expect((await mayNot.visitor.get(path)).status).toBe(403)
    for (const path of [PAGE, `${PAGE}/print`])
      expect((await mayNot.visitor.submit(path, { act: 'add_all' })).status).toBe(403)
    const stolen = await press(may.visitor, 'add', { available: persons.map(({ id }) => id) })
    expect(wordsOf(stolen.text)).toContain('加入了 0 人。')
    expect(stolen.text).not.toContain(persons[0]?.number)
    expect(findItem('certificate')?.notHere).toBeUndefined()
  })
})

describe('verifying one', () => {
  it('shows masked persons and the digest, to anyone, as often as they ask', async () => {
    const { number, digest, pdf } = await print(persons.slice(0, 3))
    const code = new URL(qrOf(pdf)).searchParams.get('q')
    for (const certificate of [number, number.replace(/(\d{4})/g, '$1 '), code]) {
      const reply = await verify({ certificate, digest: digest.slice(0, 8).toUpperCase() })
      expect([reply.status, reply.json.digest, reply.json.personCount]).toEqual([200, digest, 3])
      expect(reply.text).toContain(`*****${persons[0]?.number.slice(-4)}`)
      for (const person of persons) {
        expect(reply.text).not.toContain(person.number)
        expect(reply.text).not.toContain(person.name)
      }
    }
    const kept = JSON.stringify(await world.hall.db.prepare('SELECT * FROM certificate').all())
    for (const secret of [String(code), persons[0]?.number, persons[0]?.name])
      expect(kept).not.toContain(secret)
  })

  it('refuses one that was invented, changed or has expired, each with a sentence', async () => {
    const { number, digest } = await print(persons.slice(0, 1))
    const invented = number.slice(0, 19) + ((Number(number[19]) + 1) % 10)
    for (const certificate of [invented, 'A'.repeat(32)])
      expect(await verify({ certificate })).toMatchObject({
        status: 404,
        json: { reason: 'certificate_unknown' },
      })
    const wrong = `${digest[0] === '0' ? '1' : '0'}${digest.slice(1)}`
    expect(await verify({ certificate: number, digest: wrong })).toMatchObject({
      ...{ status: 409, json: { reason: 'certificate_changed' } },
    })
    const page = await new Visitor(world.hall.origin).get(`/verify?q=${invented}`)
    expect([page.status, summaryIn(page.text)]).toEqual([404, expect.stringContaining('不要采信')])
    const typed = await new Visitor(world.hall.origin).get('/verify?q=123&digest=zz')
    expect(Object.keys(errorsIn(typed.text))).toEqual(['q', 'digest'])
    await put(await another(number))
    expect((await verify({ certificate: number })).json).toMatchObject({ reason: 'certificate_changed' })
    const old = await aCertificate(world, unit, {
      issuedAt: Date.now() - 2_000,
      expiresAt: Date.now() - 1_000,
    })
    expect(await verify({ certificate: old })).toMatchObject({
      ...{ status: 410, json: { reason: 'certificate_expired' } },
    })
  })
})

/** What is kept of another one, under this number: what somebody with the database at hand might try. */
async function another(number: string) {
  const { number: other } = await print(persons.slice(1, 2))
  const row = await world.hall.db
    .prepare('SELECT view_sealed, signature FROM certificate WHERE number = ?')
    .bind(other)
    .first<{ view_sealed: string; signature: string }>()
  return { number, ...row }
}
const put = ({ number, view_sealed, signature }: Awaited<ReturnType<typeof another>>) =>
  world.hall.db
    .prepare('UPDATE certificate SET view_sealed = ?, signature = ? WHERE number = ?')
    .bind(view_sealed, signature, number)
    .run()
