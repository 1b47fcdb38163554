/** Whom the hall asks about persons, old accounts, parcels and revoked keys. */
import type { FaultName } from '../../sandbox/faults.ts'
import { aPerson, identityOf } from '../../support/builders.ts'
import type { Kind } from '../../support/ca/openssl.ts'
import { forgetAnswers, trust } from '../../support/ca/trust.ts'
import { aUnitWithKey, press } from '../../support/ca-sign-in.ts'
import { aClerk, signInClerk } from '../../support/counter.ts'
import { alwaysOpen, basicDataOf } from '../../support/filings.ts'
import { LIST, later, sendParcel, tell } from '../../support/parcels.ts'
import { ticked } from '../../support/registration.ts'
import { aRepresentative } from '../../support/unit-people.ts'
import {
  anOldAccount,
  credentials,
  firstUnit,
  startRepresentative,
  startUpgrade,
} from '../../support/upgrade.ts'
import { kept, newcomer, type OutsideCall, type Stage, type Steps, status } from './call.ts'

const LEGACY = { by: 'upgrade/acts.ts', partner: 'legacy' } as const
const CURRENT = '/api/v1/upgrades/current'

const old: Steps = ({ world }) => [
  {
    ...{ what: 'an old account whose password is checked', asks: 'legacy.check', tries: 1, ...LEGACY },
    good: status(200),
    // Where tries are counted: this one was given back.
    leaves: { legacy_attempt: 1 },
    async ready() {
      const account = await anOldAccount(world)
      const visitor = await startUpgrade(world, account)
      return () => visitor.post(`${CURRENT}/account`, credentials(account))
    },
  },
  {
    ...{
      what: 'a legal representative whom an old hall confirms',
      asks: 'legacy.confirm',
      tries: 2,
      ...LEGACY,
    },
    good: status(200),
    leaves: { legacy_attempt: 1 },
    async ready() {
      const account = await anOldAccount(world)
      const visitor = await startRepresentative(world, account)
      const body = { documentNumber: firstUnit(account).documentNumber, mobile: aPerson().mobile }
      return () => visitor.post(`${CURRENT}/representative`, body)
    },
  },
]

/** Whatever was wrong: the carrier has many ways to say no. */
const OLD_NEWS = '轨迹可能不是最新的'

const parcel = ({ world }: Stage): OutsideCall => {
  const clerk = kept(async () => signInClerk(world, await aClerk(world)))
  const unit = kept(() => aRepresentative(world))
  return {
    ...{ what: 'the clock that asks a carrier, and a unit that looks at its parcel then', tries: 1 },
    ...{ asks: 'express.track', by: 'express/follow.ts', partner: 'express', behind: true },
    says: () => OLD_NEWS,
    good: ({ text }) => text.includes('快递员王师傅') && !text.includes(OLD_NEWS),
    async ready() {
      const who = await unit()
      // The parcels of rounds before would take the fault.
      await world.hall.db.prepare('UPDATE waybill SET ask_at = NULL').run()
      const sent = await sendParcel(world, await clerk(), who.unit)
      await tell(world, sent, ['collect', Date.now() - 3_600_000])
      return async () => {
        await later(world, 121)
        await world.hall.tick()
        return who.visitor.get(`${LIST}/parcel?id=${sent.id}`)
      }
    },
  }
}

/** What a CA can do wrong: it answers a question about one certificate, so that late is never, and twice is once. */
const OF_A_CA: FaultName[] = ['timeout', '500', 'bad_signature', 'nonsense']

/** A key of a CA that is asked in one of the two ways alone. */
function keyOf(
  stage: Stage,
  kind: Kind,
  own: Pick<OutsideCall, 'what' | 'asks'>,
  alone: object,
): OutsideCall {
  const { world } = stage
  const keyed = kept(async () => {
    const row = await trust(world.hall.db, stage.ca, await stage.ca.of(kind), alone)
    return { row, ...(await aUnitWithKey(world, stage, { kind })) }
  })
  return {
    ...{ ...own, by: 'ca/ask.ts', partner: 'revocation', tries: 1, faults: OF_A_CA },
    // When the list was asked for, so that nobody asks again within the minute.
    leaves: { ca_challenge: 1, ca_crl: 1 },
    says: () => '暂时查不到证书是否有效',
    good: status(303),
    async ready() {
      const { row, key } = await keyed()
      return async () => {
        await forgetAnswers(world.hall.db, row)
        return (await press(world, key)).reply
      }
    },
  }
}

/** Somebody whom the insurance does not know yet. */
const collected = ({ world }: Stage): OutsideCall => {
  const unit = kept(() => aRepresentative(world))
  return {
    ...{ what: 'a unit that collects somebody’s basic data', asks: 'population.check', tries: 2 },
    ...{ by: 'filings/judge-rows.ts', partner: 'population' },
    says: () => '暂时核对不了这个人的身份，没有采集',
    good: status(201),
    async ready() {
      const { visitor } = await unit()
      await alwaysOpen(world, '320000')
      return () => visitor.post('/api/v1/filings/basic-data', basicDataOf({ person: aPerson() }))
    },
  }
}

export const others: Steps = (stage) => [
  {
    ...{ what: 'a person whose name and number are checked', asks: 'population.check', tries: 2 },
    ...{ by: 'registration/start.ts', partner: 'population' },
    good: status(201),
    async ready() {
      const [visitor, body] = [newcomer(stage), { ...identityOf(aPerson()), ...ticked }]
      return () => visitor.post('/api/v1/registrations/person', body)
    },
  },
  collected(stage),
  ...old(stage),
  parcel(stage),
  keyOf(stage, 'ec', { what: 'a key whose CA is asked by OCSP', asks: 'revocation.ocsp' }, { crlUrl: null }),
  keyOf(
    stage,
    'rsa',
    { what: 'a key whose CA is asked for its list', asks: 'revocation.list' },
    { ocspUrl: null },
  ),
]
