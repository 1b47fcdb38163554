import { describe, expect, it } from 'vitest'
import { must } from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import {
  aLicence,
  anAccount,
  answerOnPhone,
  askAgain,
  begin,
  chooseAt,
  comeBack,
  countOf,
  finish,
  showCode,
} from '../support/federation.ts'
import { usePair } from '../support/use-pair.ts'

// Fifty at once on a busy machine: the partner is given time.
const world = usePair({ light: true, patience: 15_000 })
const newcomer = () => new Visitor(world.hall.origin)
const counts = (replies: Reply[]) => {
  const found: Record<string, number> = {}
  for (const { status } of replies) found[status] = (found[status] ?? 0) + 1
  return found
}
const MANY = 50

describe('at the same moment', () => {
  it('fifty answers with one state let one in', async () => {
    const account = await anAccount(world)
    const visitor = newcomer()
    const back = await chooseAt(await begin(visitor), account.id)
    const cookie = visitor.cookies.get('__Host-hall-sso') ?? ''
    const replies = await Promise.all(
      Array.from({ length: MANY }, () => {
        const one = newcomer()
        one.cookies.set('__Host-hall-sso', cookie)
        return comeBack(one, back)
      }),
    )
    expect(counts(replies)).toEqual({ '303': 1, '409': MANY - 1 })
    expect(await countOf(world, account.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('fifty first sign-ins of one unit make one unit, and all come in', async () => {
    const account = await anAccount(world)
    const ready = []
    for (let i = 0; i < MANY; i++) {
      const visitor = newcomer()
      ready.push({ visitor, back: await chooseAt(await begin(visitor), account.id) })
    }
    const replies = await Promise.all(ready.map(({ visitor, back }) => comeBack(visitor, back)))
    expect(counts(replies)).toEqual({ '303': MANY })
    expect(await countOf(world, account.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('two units of one name but other credit codes: one comes to be', async () => {
    const first = await anAccount(world)
    const second = await anAccount(world, {
      unit: { ...(await anAccount(world)).unit, unitName: first.unit.unitName },
    })
    const ready = []
    for (const account of [first, second, first, second]) {
      const visitor = newcomer()
      ready.push({ visitor, back: await chooseAt(await begin(visitor), account.id) })
    }
    const replies = await Promise.all(ready.map(({ visitor, back }) => comeBack(visitor, back)))
    expect(counts(replies)).toEqual({ '303': 2, '409': 2 })
    const units = (await countOf(world, first.unit)).units ?? 0
    expect(units + ((await countOf(world, second.unit)).units ?? 0)).toBe(1)
  })

  it('fifty forms after one scan let one in', async () => {
    const licence = await aLicence(world)
    const visitor = newcomer()
    await answerOnPhone(world, await showCode(visitor), licence.id)
    await askAgain(world)
    const status = await must(200, visitor.get<{ status: string }>('/api/v1/licence-sign-in'))
    expect(status.json.status).toBe('confirmed')
    const cookie = visitor.cookies.get('__Host-hall-licence') ?? ''
    const replies = await Promise.all(
      Array.from({ length: MANY }, () => {
        const one = newcomer()
        one.cookies.set('__Host-hall-licence', cookie)
        return finish(one)
      }),
    )
    expect(counts(replies)).toEqual({ '303': 1, '409': MANY - 1 })
    expect(await countOf(world, licence.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('a licence and the province’s service together make one unit', async () => {
    const licence = await aLicence(world)
    const phone = newcomer()
    await answerOnPhone(world, await showCode(phone), licence.id)
    await askAgain(world)
    await phone.get('/api/v1/licence-sign-in')
    const { representative } = await anAccount(world)
    const account = await anAccount(world, {
      unit: licence.unit,
      representative: { ...representative, name: licence.representative.name },
    })
    const browser = newcomer()
    const back = await chooseAt(await begin(browser), account.id)
    const replies = await Promise.all([comeBack(browser, back), finish(phone)])
    expect(counts(replies)).toEqual({ '303': 2 })
    expect(await countOf(world, licence.unit)).toEqual({ units: 1, operators: 1 })
  })
})
