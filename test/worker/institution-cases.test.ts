import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, type MadePerson, must, registerPerson } from '../support/builders.ts'
import {
  aDraft,
  aFile,
  decideOn,
  finish,
  itemOf,
  queuePath,
  stored,
  submitForm,
  valuesFor,
} from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { administratorOf, enter, initialOf } from '../support/institutions.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CODE = 'institution-registration'
let who: Awaited<ReturnType<typeof aUnitWithNotice>>
let clerk: Visitor
let school: MadePerson
beforeAll(async () => {
  who = await aUnitWithNotice(world)
  clerk = await signInClerk(world, await aClerk(world))
  school = await registerPerson(world, aPerson())
})

const asked = (institutionName: string, administrator = school) => ({
  ...{ act: 'submit', ...valuesFor(itemOf(CODE)), institutionName, type: 'training', level: 'city' },
  ...{ ...administratorOf(administrator), file_approval: aFile('批准书.pdf') },
})
const numberOf = (name: string) =>
  world.hall.db.prepare('SELECT number FROM institution WHERE name = ?').bind(name).first<string>('number')

async function submitted(name: string) {
  const id = await aDraft(who.visitor, CODE)
  await must(303, submitForm(who.visitor, id, asked(name)))
  return id
}

describe('an institution by a case', () => {
  it('is registered and opened when the counter approves, and its administrator signs in', async () => {
    const id = await submitted('晨光职业培训学校')
    expect(await numberOf('晨光职业培训学校')).toBeNull()
    await finish(world, clerk, id)
    const number = (await numberOf('晨光职业培训学校')) ?? ''
    expect(number).toMatch(/^9\d{7}$/)
    const list = wordsOf((await who.visitor.get('/center/institutions')).text)
    expect(list).toMatch(/晨光职业培训学校\s*9\d{7}\s*民办职业培训学校\s*市\s*已开通/)
    const entered = await enter(world, number, school.documentNumber, initialOf(school))
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/institution/password'])
    const activity = wordsOf((await who.visitor.get('/center/activity')).text)
    for (const act of ['窗口登记机构', '开通机构', '窗口办结办件，通过']) expect(activity).toContain(act)
  })

  it('comes to nothing when it is not approved', async () => {
    await finish(world, clerk, await submitted('落选学校'), 'fail')
    expect(await numberOf('落选学校')).toBeNull()
  })

  it('is not submitted for somebody unknown, somebody else, or a name that the unit has', async () => {
    const id = await aDraft(who.visitor, CODE)
    const errorsOf = async (fields: Record<string, string | Blob>) => {
      const reply = await submitForm(who.visitor, id, fields)
      expect(reply.status).toBe(422)
      return errorsIn(reply.text)
    }
    expect((await errorsOf(asked('学校甲', aPerson()))).documentNumber).toContain('还没有注册个人账号')
    expect((await errorsOf({ ...asked('学校甲'), mobile: '13900000001' })).name).toContain('不一样')
    expect((await errorsOf(asked('晨光职业培训学校'))).institutionName).toContain('已经有')
    expect(
      (await errorsOf({ ...asked('学校甲'), documentNumber: '320101199001011234' })).documentNumber,
    ).toBeTruthy()
    expect((await stored(world, id)).state).toBe('draft')
  })

  it('is not approved twice under one name: the second stays as it was, and the clerk is told what to do', async () => {
    const [one, two] = [await submitted('双生学校'), await submitted('双生学校')]
    await finish(world, clerk, one)
    const path = await queuePath(world, two)
    await must(303, clerk.submit(`${path}/take`, {}))
    for (const move of ['accept', 'examine']) await must(303, clerk.submit(path, { move, words: '' }))
    const refused = await decideOn(clerk, path, 'pass', '同意。')
    expect([refused.status, wordsOf(refused.text)]).toEqual([409, expect.stringContaining('请要求补正')])
    expect((await stored(world, two)).state).toBe('in_review')
    const made = world.hall.db.prepare("SELECT count(*) AS n FROM institution WHERE name = '双生学校'")
    expect(await made.first('n')).toBe(1)
  })

  it('is for those who keep the unit: no handler is offered it, nor may begin one', async () => {
    const handler = await anOperator(world, who, { items: ['work-injury'] })
    expect((await handler.visitor.get(`/center/cases/new/${CODE}`)).status).toBe(403)
    expect((await who.visitor.get('/center/operators/new')).text).not.toContain(CODE)
  })
})
