import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail } from '../../schema/cases.ts'
import { must } from '../support/builders.ts'
import {
  aCase,
  aDraft,
  editPath,
  finish,
  itemOf,
  papersFor,
  queuePath,
  stored,
  submitForm,
  valuesFor,
} from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, valuesIn, wordsOf } from '../support/html.ts'
import { aParcel, COUNTER, LIST } from '../support/parcels.ts'
import { ADDRESSES, anAddress } from '../support/settings.ts'
import { anAdministrator, aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CODE = 'work-injury'
const item = itemOf(CODE)
let clerk: Visitor
beforeAll(async () => {
  clerk = await signInClerk(world, await aClerk(world))
})

/** An address of theirs, with its id. */
async function keepAddress({ visitor }: Member, own: Record<string, string> = {}) {
  const address = anAddress(own)
  await must(303, visitor.submit(`${ADDRESSES}/new`, address))
  const { text } = await visitor.get('/center/settings')
  const ids = [...text.matchAll(/addresses\/edit\?id=(\w+)/g)].map(([, id]) => id ?? '')
  return { ...address, id: ids.at(-1) ?? '', place: `江苏省泰州市海陵区${address.detail}` }
}
const formOf = async ({ visitor }: Member, id: string, query = '') =>
  (await visitor.get(editPath(id) + query)).text
const chosen = async (who: Member, id: string, query = '') => valuesIn(await formOf(who, id, query)).delivery
const submit = ({ visitor }: Member, id: string, delivery: Record<string, string>) => {
  const { delivery: _, ...values } = valuesFor(item)
  return submitForm(visitor, id, { act: 'submit', ...values, ...papersFor(item), ...delivery })
}
/** A submitted case whose result goes to that address. */
async function sentTo(who: Member, delivery: string) {
  const id = await aDraft(who.visitor, CODE)
  await must(303, submit(who, id, { delivery }))
  return id
}

describe('where the result of a case goes', () => {
  it('is chosen among one’s own addresses, the default first, and stays as it was chosen', async () => {
    const who = await aRepresentative(world)
    const [first, second] = [await keepAddress(who), await keepAddress(who)]
    const id = await aDraft(who.visitor, CODE)
    const form = wordsOf(await formOf(who, id))
    for (const { place } of [first, second]) expect(form).toContain(`寄到${place}李**，1*****82`)
    expect(await chosen(who, id)).toBe(first.id)
    await must(303, submit(who, id, { delivery: second.id }))
    await must(303, who.visitor.submit(`${ADDRESSES}/remove`, { id: second.id }))

    const page = await who.visitor.get(`/center/cases/${id}`)
    expect(wordsOf(page.text)).toContain(`文书怎么给快递寄到${second.place}（李**，1*****82）`)
    expect(page.text).not.toContain(second.mobile)
    const { json } = await who.visitor.get<CaseDetail>(`/api/v1/cases/${id}`)
    expect(json.delivery).toEqual({ way: 'express', address: second.place })
  })

  it('may be the counter, by one’s own choice alone', async () => {
    const who = await aRepresentative(world)
    const id = await aDraft(who.visitor, CODE)
    expect(await chosen(who, id)).toBeUndefined()
    const without = await submit(who, id, {})
    expect([without.status, errorsIn(without.text).delivery]).toEqual([
      422,
      expect.stringContaining('请选择'),
    ])
    expect(valuesIn(without.text)).toMatchObject({ personName: '张三丰' })
    await must(303, submit(who, id, { delivery: 'counter' }))
    expect(wordsOf((await who.visitor.get(`/center/cases/${id}`)).text)).toContain('文书怎么给自己到窗口领取')
  })

  it('is never somebody else’s address, nor one that is gone', async () => {
    const who = await aRepresentative(world)
    const colleague = await anAdministrator(world, who)
    const [theirs, own] = [await keepAddress(colleague), await keepAddress(who)]
    const id = await aDraft(who.visitor, CODE)
    await must(303, who.visitor.submit(`${ADDRESSES}/remove`, { id: own.id }))
    for (const delivery of [theirs.id, own.id, 'chosen', 'none', ''])
      expect(errorsIn((await submit(who, id, { delivery })).text).delivery, delivery).toContain('请选择')
    expect((await stored(world, id)).state).toBe('draft')
  })

  it('is kept with the draft, for a colleague too, who sees it beside their own addresses', async () => {
    const who = await aRepresentative(world)
    const colleague = await anAdministrator(world, who)
    const [theirs, own] = [await keepAddress(colleague), await keepAddress(who)]
    const id = await aDraft(who.visitor, CODE)
    await must(303, submitForm(who.visitor, id, { act: 'save', delivery: own.id }))
    expect(await chosen(who, id)).toBe(own.id)
    const form = wordsOf(await formOf(colleague, id))
    for (const { place } of [theirs, own]) expect(form).toContain(`寄到${place}`)
    expect(await chosen(colleague, id)).toBe('chosen')
    // A program that says nothing of it changes nothing.
    await must(303, submitForm(colleague.visitor, id, { act: 'save' }))
    await must(303, submit(colleague, id, { delivery: 'chosen' }))
    const { json } = await who.visitor.get<CaseDetail>(`/api/v1/cases/${id}`)
    expect(json.delivery?.address).toBe(own.place)
  })

  it('is asked only of an item whose result is sent', async () => {
    const who = await aRepresentative(world)
    const own = await keepAddress(who)
    const id = await aDraft(who.visitor, 'title-return')
    expect(await formOf(who, id)).not.toContain('name="delivery"')
    await must(303, submitForm(who.visitor, id, { act: 'save', delivery: own.id }))
    const kept = world.hall.db.prepare('SELECT delivery_sealed FROM case_form WHERE case_id = ?').bind(id)
    expect(await kept.first('delivery_sealed')).toBeNull()
    const sent = await aCase(who.visitor, 'title-return')
    expect((await who.visitor.get<CaseDetail>(`/api/v1/cases/${sent}`)).json.delivery).toBeNull()
  })

  it('can be a new address, with all that was filled in kept meanwhile', async () => {
    const who = await aRepresentative(world)
    await keepAddress(who)
    const id = await aDraft(who.visitor, CODE)
    const left = await submitForm(who.visitor, id, {
      act: 'address',
      personName: '王小二',
      delivery: 'counter',
    })
    const to = left.headers.get('location') ?? ''
    expect([left.status, to]).toEqual([303, `${ADDRESSES}/new?case=${id}`])
    const page = await who.visitor.get(to)
    expect(page.text).toContain(`action="${ADDRESSES}/new?case=${id}"`)
    expect(page.text).toContain(`href="${editPath(id)}"`)
    const back = await who.visitor.submit(to, anAddress())
    const form = back.headers.get('location') ?? ''
    expect(form).toMatch(new RegExp(`^${editPath(id)}\\?address=\\w{26}$`))
    const { text } = await who.visitor.get(form)
    expect(valuesIn(text)).toMatchObject({ personName: '王小二', delivery: form.split('=')[1] })
    for (const wrong of ['//evil.example', '../../login', '']) {
      const reply = await who.visitor.submit(
        `${ADDRESSES}/new?case=${encodeURIComponent(wrong)}`,
        anAddress(),
      )
      expect(reply.headers.get('location')).toBe('/center/settings?saved=address')
    }
  })

  it('is sealed, and moves to a new key with its form', async () => {
    const who = await aRepresentative(world)
    const own = await keepAddress(who, { detail: '封存路 99 号', name: '欧阳封存' })
    const id = await sentTo(who, own.id)
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    await world.hall.tick()
    const dump = JSON.stringify((await world.hall.db.prepare('SELECT * FROM case_form').all()).results)
    expect(dump).not.toMatch(/封存|"k1\./)
    const { json } = await who.visitor.get<CaseDetail>(`/api/v1/cases/${id}`)
    expect(json.delivery?.address).toBe(own.place)
  })
})

describe('the parcel of a case', () => {
  it('begins with the address that was chosen, and is found by the case', async () => {
    const who = await aRepresentative(world)
    const own = await keepAddress(who)
    const id = await sentTo(who, own.id)
    await finish(world, clerk, id)
    const number = (await stored(world, id)).case_number ?? ''
    const page = await clerk.get(await queuePath(world, id))
    expect(page.text).toContain(`href="${COUNTER}/new?case=${number}"`)
    const form = await clerk.get(`${COUNTER}/new?case=${number}`)
    const { name, mobile, region, detail } = own
    const values = { creditCode: who.unit.creditCode, caseNumber: number, name, mobile, region, detail }
    expect(valuesIn(form.text)).toMatchObject(values)
    const { carrier, waybill } = aParcel(who.unit)
    await must(303, clerk.submit(`${COUNTER}/new`, { ...values, carrier, waybill }))
    expect((await who.visitor.get(`/center/cases/${id}`)).text).toContain(`href="${LIST}?q=${number}"`)
    expect(wordsOf((await who.visitor.get(`${LIST}?q=${number}`)).text)).toContain(waybill)
  })

  it('begins with the unit alone where its people come for the paper', async () => {
    const who = await aRepresentative(world)
    const id = await sentTo(who, 'counter')
    await finish(world, clerk, id)
    const number = (await stored(world, id)).case_number ?? ''
    expect((await clerk.get(await queuePath(world, id))).text).not.toContain(`${COUNTER}/new?case=`)
    const form = await clerk.get(`${COUNTER}/new?case=${number}`)
    expect(wordsOf(form.text)).toContain('这个办件没有选邮寄')
    expect(valuesIn(form.text)).toMatchObject({ creditCode: who.unit.creditCode, case: number })
    expect(valuesIn(form.text)).not.toHaveProperty('mobile')
  })

  it('begins with nothing for a clerk who has not taken the case, whether there is one or not', async () => {
    const who = await aRepresentative(world)
    const own = await keepAddress(who)
    const id = await sentTo(who, own.id)
    await finish(world, clerk, id)
    const number = (await stored(world, id)).case_number ?? ''
    const other = await signInClerk(world, await aClerk(world))
    for (const typed of [number, '2026112100000000', '<b>', "' OR 1=1"]) {
      const form = await other.get(`${COUNTER}/new?case=${encodeURIComponent(typed)}`)
      expect(wordsOf(form.text), typed).toContain('没有找到您办的这个办件')
      expect(Object.keys(valuesIn(form.text)).filter((name) => name !== 'case')).toEqual([
        'carrier',
        'region',
      ])
      for (const secret of [own.mobile, own.detail, who.unit.creditCode, '<b>'])
        expect(form.text).not.toContain(secret)
    }
  })
})
