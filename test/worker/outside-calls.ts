/** The steps of the hall that ask an outside system, each ready to be taken. */
import {
  aPerson,
  aUnit,
  identityOf,
  registerPerson,
  sandbox,
  startAccount,
  startPerson,
  startUnit,
} from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import {
  aLicence,
  anAccount,
  answerOnPhone,
  askAgain,
  begin,
  chooseAt,
  comeBack,
  finish,
  landed,
  showCode,
} from '../support/federation.ts'
import type { Pair } from '../support/pair.ts'
import { LIST, later, sendParcel, tell } from '../support/parcels.ts'
import { startProof } from '../support/recovery.ts'
import { ticked } from '../support/registration.ts'
import { aRepresentative } from '../support/unit-people.ts'
import {
  anOldAccount,
  credentials,
  firstUnit,
  restMobiles,
  startAdministrator,
  startRepresentative,
  startUpgrade,
} from '../support/upgrade.ts'

export interface OutsideCall {
  /** Who does what, as the title of its tests. */
  what: string
  partner: string
  /** Comes as far as this step, and answers how to take it. */
  ready(): Promise<() => Promise<Reply>>
  good(reply: Reply): boolean
  /** Faults after which this very step is not to be taken again, but a new one. */
  once?: string[]
  /** Asked behind the page: the visitor gets it whatever happens outside, with what was known before. */
  behind?: true
}

/** After these the message may be on its way, and keeps its minute. */
const MAYBE_SENT = ['timeout', 'late', 'bad_signature', 'nonsense']

/** What another system sent back is good for one exchange, however it ended. */
const ANY = [...MAYBE_SENT, '500', 'twice', 'deny']

const CURRENT = '/api/v1/registrations/current'
const leadsTo = (path: string) => (reply: Reply) => reply.headers.get('location') === path
const status = (wanted: number) => (reply: Reply) => reply.status === wanted

export function callsOf(world: Pair): OutsideCall[] {
  const newcomer = () => new Visitor(world.hall.origin)
  return [
    {
      what: 'a person whose name and number are checked',
      partner: 'population',
      good: status(201),
      async ready() {
        const [visitor, body] = [newcomer(), { ...identityOf(aPerson()), ...ticked }]
        return () => visitor.post('/api/v1/registrations/person', body)
      },
    },
    {
      what: 'a legal representative who asks for the face check',
      partner: 'alipay',
      good: status(201),
      async ready() {
        const visitor = await startUnit(world, aUnit(), await registerPerson(world))
        return () => visitor.post(`${CURRENT}/face`, { method: 'alipay' })
      },
    },
    {
      what: 'a page that waits for the face',
      partner: 'alipay',
      good: ({ json }) => (json as { status?: unknown }).status === 'passed',
      async ready() {
        const person = aPerson()
        const visitor = await startPerson(world, person)
        await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
        await sandbox(world).face(person.documentNumber, 'passed')
        return async () => {
          await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
          return visitor.get(`${CURRENT}/face`, { accept: 'application/json' })
        }
      },
    },
    {
      what: 'a newcomer who asks for a text message',
      partner: 'sms',
      good: status(202),
      once: MAYBE_SENT,
      async ready() {
        const person = aPerson()
        const visitor = await startAccount(world, person)
        return () => visitor.post(`${CURRENT}/sms`, { mobile: person.mobile })
      },
    },
    {
      what: 'an old account whose password is checked',
      partner: 'legacy',
      good: status(200),
      async ready() {
        const account = await anOldAccount(world)
        const visitor = await startUpgrade(world, account)
        return () => visitor.post('/api/v1/upgrades/current/account', credentials(account))
      },
    },
    {
      what: 'a legal representative whom an old hall confirms',
      partner: 'legacy',
      good: status(200),
      async ready() {
        const account = await anOldAccount(world)
        const visitor = await startRepresentative(world, account)
        const body = { documentNumber: firstUnit(account).documentNumber, mobile: aPerson().mobile }
        return () => visitor.post('/api/v1/upgrades/current/representative', body)
      },
    },
    {
      what: 'an administrator who asks for a text message',
      partner: 'sms',
      good: status(202),
      once: MAYBE_SENT,
      async ready() {
        const visitor = await startAdministrator(world, await anOldAccount(world))
        const { mobile, ...person } = await registerPerson(world)
        await restMobiles(world)
        const who = { ...identityOf({ ...person, mobile }), mobile }
        return () => visitor.post('/api/v1/upgrades/current/sms', who)
      },
    },
    {
      what: 'a legal representative who forgot the password and asks for the face check',
      partner: 'alipay',
      good: leadsTo('/recovery/proof'),
      async ready() {
        const visitor = await startProof(world, { unit: aUnit(), person: aPerson() })
        return () => visitor.submit('/recovery/proof', { face: 'alipay' })
      },
    },
    {
      what: 'a legal representative who forgot the password and asks for a text message',
      partner: 'sms',
      good: ({ text }) => text.includes('验证码已经发出'),
      once: MAYBE_SENT,
      async ready() {
        const person = aPerson()
        const visitor = await startProof(world, { unit: aUnit(), person })
        return () => visitor.submit('/recovery/sms/code', { mobile: person.mobile })
      },
    },
    {
      what: 'whoever comes back from the province’s service',
      partner: 'sso',
      good: leadsTo('/center'),
      once: ANY,
      async ready() {
        const visitor = newcomer()
        const back = await chooseAt(await begin(visitor), (await anAccount(world)).id)
        return () => comeBack(visitor, back)
      },
    },
    {
      what: 'a page that asks for a code to show the licence by',
      partner: 'licence',
      good: leadsTo('/login/licence'),
      async ready() {
        const visitor = newcomer()
        return async () => landed(visitor, await visitor.submit('/login/licence', {}))
      },
    },
    {
      what: 'a page whose licence was shown on the phone',
      partner: 'licence',
      good: leadsTo('/center'),
      once: ANY,
      async ready() {
        const visitor = newcomer()
        await answerOnPhone(world, await showCode(visitor), (await aLicence(world)).id)
        await askAgain(world)
        await visitor.get('/api/v1/licence-sign-in')
        return () => finish(visitor)
      },
    },
    {
      what: 'the clock that asks a carrier, and a unit that looks at its parcel then',
      partner: 'express',
      behind: true,
      good: ({ text }) => text.includes('快递员王师傅') && !text.includes('轨迹可能不是最新的'),
      async ready() {
        const who = await aRepresentative(world)
        const clerk = await signInClerk(world, await aClerk(world))
        // The parcels of rounds before would take the fault.
        await world.hall.db.prepare('UPDATE waybill SET ask_at = NULL').run()
        const parcel = await sendParcel(world, clerk, who.unit)
        await tell(world, parcel, ['collect', Date.now() - 3_600_000])
        return async () => {
          await later(world, 121)
          await world.hall.tick()
          return who.visitor.get(`${LIST}/parcel?id=${parcel.id}`)
        }
      },
    },
  ]
}
