/** A unit to look around in: operators of each level, cases in every state, parcels, institutions. Made once. */
import { demoClerks } from '../sandbox/authenticator/demo.ts'
import { anApp } from './app-client.ts'
import { aPerson, aUnit, must, registerPerson, registerUnit, signIn } from './builders.ts'
import { aCase, aDraft, decide, finish } from './cases.ts'
import { type Clerk, signInClerk } from './counter.ts'
import { administratorOf, LIST as INSTITUTIONS, registerInstitution } from './institutions.ts'
import { anOperator, day, offer } from './operators.ts'
import { sendParcel } from './parcels.ts'
import { ADDRESSES, anAddress } from './settings.ts'
import type { World } from './world.ts'

const UNIT_NAME = '南京云锦示范科技有限公司'
const PASSWORD = 'Yunjin#2026'

interface Account {
  role: string
  person: string
}

/** Who may sign in for the unit, with the same password each; empty where the unit was there already. */
export async function seed(world: World): Promise<{ unit: string; password: string; accounts: Account[] }> {
  const unit = { ...aUnit(), unitName: UNIT_NAME }
  const told = { unit: unit.creditCode, password: PASSWORD }
  const known = await world.hall.db
    .prepare('SELECT credit_code FROM unit WHERE name = ?')
    .bind(unit.unitName)
    .first<string>('credit_code')
  if (known) return { ...told, unit: known, accounts: [] }

  const own = () => aPerson({ password: PASSWORD })
  const owner = await registerUnit(world, unit, await registerPerson(world, own()))
  const visitor = await signIn(world, owner)
  await must(303, visitor.submit('/center/operators/agree', {}))
  const granting = { ...owner, visitor, app: await anApp(world) }
  const administrator = await anOperator(
    world,
    granting,
    { role: 'administrator', lastDay: day(400) },
    visitor,
    own(),
  )
  const scope = ['title-return', 'training-subsidy', 'title-publicity']
  const handler = await anOperator(world, granting, { items: scope, lastDay: day(20) }, visitor, own())
  await must(303, offer(visitor, await registerPerson(world, own()), { items: ['enrolment'] }))

  const [demoClerk] = demoClerks
  const id = await world.hall.db
    .prepare('SELECT id FROM clerk WHERE login_name = ?')
    .bind(demoClerk?.loginName ?? '')
    .first<string>('id')
  const clerk = await signInClerk(world, { ...demoClerk, id } as Clerk)
  await cases(world, visitor, clerk)
  for (const caseNumber of ['', '20261121']) await sendParcel(world, clerk, unit, { caseNumber })
  await must(303, visitor.submit(`${ADDRESSES}/new`, anAddress()))
  const person = await registerPerson(world, own())
  const [first] = [
    await registerInstitution(world, { unit }, clerk),
    await registerInstitution(world, { unit }, clerk),
  ]
  await must(303, visitor.submit(`${INSTITUTIONS}/open?id=${first.id}`, administratorOf(person)))
  // The app that confirmed the grants was made up for it.
  await world.hall.db.prepare("DELETE FROM client WHERE name = '测试应用'").run()

  return {
    ...told,
    accounts: [
      { role: '法定代表人', person: owner.person.documentNumber },
      { role: '管理员', person: administrator.person.documentNumber },
      { role: '经办人', person: handler.person.documentNumber },
    ],
  }
}

type Visitor = Awaited<ReturnType<typeof signIn>>

/** One in every state that there is. */
async function cases(world: World, visitor: Visitor, clerk: Visitor): Promise<void> {
  await aDraft(visitor)
  await aCase(visitor)
  await aCase(visitor, 'title-publicity')
  await decide(world, clerk, await aCase(visitor), ['accept'])
  await decide(world, clerk, await aCase(visitor), ['ask', '请补一份加盖公章的情况说明。'])
  await decide(world, clerk, await aCase(visitor), ['accept'], ['examine'])
  await decide(world, clerk, await aCase(visitor), ['refuse', '这件事由社保中心办理，请到那里申请。'])
  await finish(world, clerk, await aCase(visitor))
  await finish(world, clerk, await aCase(visitor, 'training-subsidy'), 'fail')
  const withdrawn = await aCase(visitor)
  await must(303, visitor.submit(`/center/cases/${withdrawn}/withdraw`, {}))
}
