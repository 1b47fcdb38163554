/** Units to look around in: operators of each level, cases in every state, parcels, institutions. Made once. */
import { monthOf } from '../../schema/fields/month.ts'
import { demoClerks } from '../sandbox/authenticator/demo.ts'
import { anApp } from './app-client.ts'
import { aPerson, aUnit, type MadePerson, must, registerPerson, registerUnit, signIn } from './builders.ts'
import { aCase, aDraft, decide, finish, stored } from './cases.ts'
import { insertClerk, makeClerk } from './clerks.ts'
import type { Visitor } from './client.ts'
import { type Clerk, signInClerk } from './counter.ts'
import { administratorOf, LIST as INSTITUTIONS, registerInstitution } from './institutions.ts'
import { anOperator, day, type Granting, offer, settle } from './operators.ts'
import { sendParcel, tell } from './parcels.ts'
import { seedInsured } from './seed-insured.ts'
import { BASE, CONTACT, INJURY, PUBLICITY, RETURN, TRAINING } from './seed-words.ts'
import { ADDRESSES, anAddress } from './settings.ts'
import type { World } from './world.ts'

const BUSY = '南京云锦示范科技有限公司'
const SMALL = '泰州海陵示范机械有限公司'
const FRESH = '南京新街口示范餐饮有限公司'
const PASSWORD = 'Yunjin#2026'

interface Account {
  role: string
  person: string
}

/** A unit that somebody may sign in for, and as whom. */
export interface Seeded {
  unit: string
  name: string
  /** What it is good for. */
  shows: string
  accounts: Account[]
}

/** The demonstration's clerks, whose secrets everybody knows: never in a hall that is not on this machine. */
export async function seedClerks({ hall, secrets }: World): Promise<void> {
  for (const clerk of demoClerks) await insertClerk(hall.db, await makeClerk(secrets, clerk))
}

/** Units to look around in, with the same password each; none where they were there already. */
export async function seed(world: World): Promise<{ password: string; units: Seeded[] }> {
  const known = await world.hall.db.prepare('SELECT 1 FROM unit WHERE name = ?').bind(BUSY).first()
  if (known) return { password: PASSWORD, units: [] }
  const [demoClerk] = demoClerks
  const id = await world.hall.db
    .prepare('SELECT id FROM clerk WHERE login_name = ?')
    .bind(demoClerk?.loginName ?? '')
    .first<string>('id')
  const clerk = await signInClerk(world, { ...demoClerk, id } as Clerk)
  const app = await anApp(world)

  const busy = await open(world, app, BUSY)
  const administrator = await anOperator(
    world,
    busy,
    { role: 'administrator', lastDay: day(400) },
    busy.visitor,
    own(),
  )
  const items = ['title-return', 'training-subsidy', 'title-publicity']
  const handler = await anOperator(world, busy, { items, lastDay: day(20) }, busy.visitor, own())
  await must(303, offer(busy.visitor, await registerPerson(world, own()), { items: ['enrolment'] }))
  const small = await open(world, app, SMALL, '3212')
  await seedInsured(world, busy.unitNumber, small.unitNumber)
  await fill(world, busy, clerk)

  await must(303, offer(small.visitor, administrator.person, { items: ['work-injury', 'rollback'] }))
  await must(200, settle(app, 'confirm', small.unitNumber, administrator.person))
  await aCase(small.visitor, 'work-injury', INJURY)

  const fresh = await open(world, app, FRESH)
  // The app that confirmed the grants was made up for it.
  await world.hall.db.prepare("DELETE FROM client WHERE name = '测试应用'").run()

  return {
    password: PASSWORD,
    units: [
      told(busy, '办件各种状态都有，快递、机构也有', [
        ['管理员', administrator.person],
        ['经办人', handler.person],
      ]),
      told(small, '泰州的单位；上一家的管理员在这里是经办人', [['经办人', administrator.person]]),
      told(fresh, '刚注册，什么都还没有'),
    ],
  }
}

const own = () => aPerson({ password: PASSWORD })

/** Registered by a legal representative who is signed in and has read the notice on operators. */
async function open(world: World, app: Granting['app'], unitName: string, city?: string): Promise<Granting> {
  const unit = aUnit({ unitName }, city)
  const who = await registerUnit(world, unit, await registerPerson(world, own()))
  const visitor = await signIn(world, who)
  await must(303, visitor.submit('/center/operators/agree', {}))
  return { ...who, visitor, app }
}

const told = ({ unit, person }: Granting, shows: string, others: [string, MadePerson][] = []): Seeded => ({
  ...{ unit: unit.creditCode, name: unit.unitName, shows },
  accounts: [['法定代表人', person] as const, ...others].map(([role, { documentNumber }]) => ({
    ...{ role, person: documentNumber },
  })),
})

/** Cases, parcels, an address and institutions, one of them opened. */
async function fill(world: World, { unit, visitor }: Granting, clerk: Visitor): Promise<void> {
  const decided = await cases(world, visitor, clerk)
  const { case_number: caseNumber } = await stored(world, decided)
  for (const about of ['', caseNumber ?? '']) await sendParcel(world, clerk, unit, { caseNumber: about })
  // One that its carrier has had since yesterday: the hall learns of it within a minute.
  const travelling = await sendParcel(world, clerk, unit)
  const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000
  await tell(world, travelling, ['collect', hoursAgo(20)], ['leave', hoursAgo(12)], ['arrive', hoursAgo(2)])
  await must(303, visitor.submit(`${ADDRESSES}/new`, anAddress()))
  const person = await registerPerson(world, own())
  const [first] = [
    await registerInstitution(world, { unit }, clerk),
    await registerInstitution(world, { unit }, clerk),
  ]
  await must(303, visitor.submit(`${INSTITUTIONS}/open?id=${first.id}`, administratorOf(person)))
}

/** One in every state that there is; answers one that passed. */
async function cases(world: World, visitor: Visitor, clerk: Visitor): Promise<string> {
  await aDraft(visitor)
  await aCase(visitor, 'base-adjustment', { ...BASE, fromMonth: `${monthOf(day())}-01` })
  await aCase(visitor, 'title-publicity', PUBLICITY)
  await decide(world, clerk, await aCase(visitor, 'work-injury', INJURY), ['accept'])
  const returned = await aCase(visitor, 'title-return', RETURN)
  await decide(world, clerk, returned, ['ask', '情况说明上没有公章，请盖章后重新上传。'])
  await decide(world, clerk, await aCase(visitor, 'training-subsidy', TRAINING), ['accept'], ['examine'])
  const refused = await aCase(visitor, 'insurance-registration', CONTACT)
  await decide(world, clerk, refused, ['refuse', '贵单位已经办过社会保险登记，不用再办。'])
  const passed = await aCase(visitor, 'training-subsidy', { ...TRAINING, course: '电工（高级）' })
  await finish(world, clerk, passed)
  await finish(world, clerk, await aCase(visitor, 'title-return', RETURN), 'fail')
  const withdrawn = await aCase(visitor, 'title-return', RETURN)
  await must(303, visitor.submit(`/center/cases/${withdrawn}/withdraw`, {}))
  return passed
}
