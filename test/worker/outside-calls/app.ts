/** What people do in the government app, whose backend asks the hall: on the phone, each ready to be pressed. */
import {
  aPerson,
  aUnit,
  type MadePerson,
  must,
  registerPerson,
  registerUnit,
  startPerson,
} from '../../support/builders.ts'
import { type Reply, Visitor } from '../../support/client.ts'
import { aUnitWithNotice, offer } from '../../support/operators.ts'
import type { Pair } from '../../support/pair.ts'
import type { RowCounts } from '../../support/row-counts.ts'
import { openPage } from '../../support/waiting.ts'
import { kept } from './call.ts'

export interface AppAct {
  what: string
  ready(): Promise<() => Promise<Reply>>
  /** What the phone says when the hall took it. */
  said: string
  /** The rows that come to be by it, by table; most change some that are there. */
  makes?: RowCounts
}

const OPERATOR = { operator: 1, acts_for: 1, grant_event: 1 }
const NEW = { password: 'Plum#2026first', passwordRepeat: 'Plum#2026first', face: 'passed' }

/** The phone, held by somebody. */
async function phoneOf({ sandbox }: Pair, person: MadePerson) {
  const phone = new Visitor(sandbox.origin)
  const { name, documentType: document_type, documentNumber: document_number, mobile } = person
  await must(303, phone.submit('/people', { name, document_type, document_number, mobile }))
  return phone
}

export function appActs(world: Pair): AppAct[] {
  const owner = kept(() => registerUnit(world))
  const granting = kept(() => aUnitWithNotice(world))

  async function scanned(code: string, person: MadePerson, act: string, purpose: string) {
    const phone = await phoneOf(world, person)
    const choice = { person: phone.cookies.get('person') ?? '', act, purpose }
    return () => phone.submit(`/app/scan/${code}`, choice)
  }
  async function face(act: string) {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    const path = '/api/v1/registrations/current/face'
    const { json } = await must(201, visitor.post<{ url: string }>(path, { method: 'app' }))
    return scanned(json.url.split('/').at(-1) ?? '', person, act, 'face')
  }
  const signIn = async (act: string) =>
    scanned((await openPage(world)).code, (await owner()).person, act, 'sign_in')
  async function granted(path: string) {
    const unit = await granting()
    const person = await registerPerson(world)
    await must(303, offer(unit.visitor, person))
    const phone = await phoneOf(world, person)
    return () => phone.submit(`/enterprise/grant${path}?unit=${unit.unitNumber}`, NEW)
  }

  return [
    { what: 'a face that a page waits for', said: '已确认', ready: () => face('confirm') },
    { what: 'a face that did not pass', said: '刷脸没有通过', ready: () => face('failed') },
    { what: 'a sign-in that a page waits for', said: '已确认', ready: () => signIn('confirm') },
    { what: 'a sign-in that somebody does not want', said: '已取消', ready: () => signIn('cancelled') },
    {
      ...{ what: 'a password that is set', said: '密码设置完成', makes: { operator_password: 1 } },
      async ready() {
        const { person, unitNumber } = await registerUnit(world)
        const phone = await phoneOf(world, person)
        return () => phone.submit(`/enterprise/password?unit=${unitNumber}`, NEW)
      },
    },
    {
      ...{ what: 'a unit that is registered', said: '关联完成', makes: { unit: 1, ...OPERATOR } },
      async ready() {
        const phone = await phoneOf(world, (await owner()).person)
        const unit = aUnit()
        return () => phone.submit('/enterprise/link', { ...unit, ...NEW, agreement: 'yes' })
      },
    },
    {
      ...{ what: 'a grant that is accepted', said: '授权已确认', makes: OPERATOR },
      ready: () => granted(''),
    },
    { what: 'a grant that is declined', said: '没有接受授权', ready: () => granted('/decline') },
  ]
}
