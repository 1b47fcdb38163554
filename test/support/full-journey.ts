/** Everything that a unit and a person do after signing in, and what of it nobody may read where it is kept. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import { aPerson, must, registerPerson } from './builders.ts'
import { aDraft, aFile, decide, decideOn, itemOf, papersFor, submitForm, valuesFor } from './cases.ts'
import type { Visitor } from './client.ts'
import { aClerk, letters, openAccount, signInClerk } from './counter.ts'
import { alwaysOpen, basicDataOf, enrolmentOf, NEW } from './filings.ts'
import { administratorOf, enter, initialOf, openInstitution } from './institutions.ts'
import { beFlexible } from './ledger.ts'
import { anOperator, aUnitWithNotice, offer } from './operators.ts'
import type { Pair } from './pair.ts'
import { sendParcel } from './parcels.ts'
import { setHousehold, signInPerson } from './people.ts'
import { anOwnDraft, OWN, ownQueuePath, submitOwn } from './person-cases.ts'
import { ADDRESSES, anAddress } from './settings.ts'

type World = Pick<Pair, 'hall' | 'sandbox' | 'secrets'>

const WORDS = ['请补盖公章，致诸葛孔明', '不满意：让公孙大娘跑了三趟'] as const
const PAPER = '慕容龙城的诊断证明'
const MARK = 'MARKED-PAPER-OF-MURONG'

/** Grants, addresses, cases, parcels, institutions, a letter at the counter and a person's own case. */
export async function fullJourney(world: World): Promise<string[]> {
  const made = await aUnitWithNotice(world)
  const { visitor } = made
  const clerk = await signInClerk(world, await aClerk(world))
  const handler = await anOperator(world, made, { items: ['work-injury'] })
  const waiting = await registerPerson(world, aPerson({ name: '端木赐予' }))
  await must(303, offer(visitor, waiting, { items: ['work-injury'] }))
  const address = anAddress({ name: '澹台灭明', mobile: '13711112222', detail: '沧浪亭巷 77 号 8 幢' })
  await must(303, visitor.submit(`${ADDRESSES}/new`, address))
  const told = [
    ...(await aWorkInjury(world, visitor, clerk)),
    ...(await anInstitution(world, made)),
    ...(await anOwnErrand(world, clerk)),
    ...(await anEmployee(world, visitor)),
  ]
  const parcel = await sendParcel(world, clerk, made.unit, { name: '轩辕敬之', mobile: '13733334444' })
  const { person } = await openAccount(world, clerk)
  const people = [made.person, handler.person, waiting, person]
  // What is too short to be looked for (a name of two characters) would be found anywhere.
  return [
    ...people.flatMap(({ name, documentNumber, mobile, password }) => [
      ...[name, documentNumber, mobile, password],
    ]),
    ...[address.name, address.mobile, address.detail, parcel.name, parcel.mobile, parcel.detail],
    ...told,
  ].filter((secret) => secret.length > 3)
}

/** Sent to an address, returned, sent again, decided and complained about. */
async function aWorkInjury(world: World, visitor: Visitor, clerk: Visitor): Promise<string[]> {
  const item = itemOf('work-injury')
  const id = await aDraft(visitor, item.code)
  const [address] =
    /addresses\/edit\?id=(\w+)/.exec((await visitor.get('/center/settings')).text)?.slice(1) ?? []
  const form = {
    ...{ act: 'submit', ...valuesFor(item), ...papersFor(item), delivery: address ?? 'counter' },
    ...{ personName: '慕容龙城', personDocument: '110105194912310038', reason: '在慕容府搬运时滑倒。' },
    file_witness: aFile(`${PAPER}.pdf`, letters.pdf(`/Title(${MARK})`)),
  }
  await must(303, submitForm(visitor, id, form))
  await decide(world, clerk, id, ['accept'], ['ask', WORDS[0]])
  await must(303, submitForm(visitor, id, form))
  await decide(world, clerk, id, ['examine'], ['fail', WORDS[0]])
  await must(303, visitor.submit(`/center/cases/${id}/rating`, { rating: '1', words: WORDS[1] }))
  return [form.personName, form.personDocument, form.reason, PAPER, MARK, ...WORDS]
}

/** Opened by the unit for an administrator, who signs in and chooses a password. */
async function anInstitution(world: World, who: Parameters<typeof openInstitution>[1]): Promise<string[]> {
  const { institution, person } = await openInstitution(world, who)
  await must(303, enter(world, institution.number, person.documentNumber, initialOf(person)))
  const { name, documentNumber, mobile } = administratorOf(person)
  return [name, documentNumber, mobile, initialOf(person)]
}

/** Collected and enrolled by the unit. */
async function anEmployee(world: World, visitor: Visitor): Promise<string[]> {
  await alwaysOpen(world, '320000')
  const who = { person: aPerson({ name: '令狐行之', mobile: '13766667777' }) }
  const data = { ...basicDataOf(who), village: '听雨里社区' }
  await must(303, visitor.submit(NEW('basic-data'), data))
  const enrolment = enrolmentOf(who, `${dayInChina(Date.now()).slice(0, 7)}-01`)
  await must(303, visitor.submit(NEW('enrolment'), enrolment))
  const { name, documentNumber, mobile } = who.person
  return [name, documentNumber, mobile, data.village]
}

/** A person says what is to be ended, and where they go. */
async function anOwnErrand(world: World, clerk: Visitor): Promise<string[]> {
  const person = await registerPerson(world, aPerson({ name: '百里奚之' }))
  await beFlexible(world, person)
  const visitor = await signInPerson(world, person)
  await setHousehold(visitor, '11')
  const id = await anOwnDraft(visitor)
  const values = {
    ...valuesFor(itemOf('flexible-termination')),
    unitName: '秦国五羖大夫府',
    contactMobile: '13755556666',
  }
  await must(303, submitOwn(visitor, id, { act: 'submit', ...values, file_contract: aFile('五张羊皮.pdf') }))
  const path = await ownQueuePath(world, id)
  await must(303, clerk.submit(`${path}/take`, {}))
  for (const move of ['accept', 'examine', 'pass']) await must(303, decideOn(clerk, path, move))
  await must(303, visitor.submit(`${OWN}/${id}/rating`, { rating: '5' }))
  const { name, documentNumber, mobile, password } = person
  return [name, documentNumber, mobile, password, values.unitName, values.contactMobile, '五张羊皮']
}
