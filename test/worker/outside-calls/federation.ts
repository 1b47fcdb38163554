/** Signing in by the province's service and by the business licence. */
import { aPerson } from '../../support/builders.ts'
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
} from '../../support/federation.ts'
import { PATIENCE } from '../../support/pair.ts'
import { ANY, leadsTo, newcomer, type OutsideCall, type Stage, type Steps } from './call.ts'

const SSO = { by: 'federation/sso.ts' } as const
const FINISH = { ...SSO, asks: 'sso.finish', once: ANY, good: leadsTo('/center') } as const
const LICENCE = { by: 'federation/licence.ts', partner: 'licence' } as const

/** Back from the province's page, where an account was chosen. */
async function back(stage: Stage) {
  const visitor = newcomer(stage)
  const answer = await chooseAt(await begin(visitor), (await anAccount(stage.world)).id)
  return () => comeBack(visitor, answer)
}

/** What the hall calls when somebody is back, whichever way it was agreed with the province. */
export const comingBack: Steps = (stage) => [
  {
    ...{ what: 'whoever comes back from the province’s service', partner: 'sso', tries: 1, ...FINISH },
    ready: () => back(stage),
  },
  {
    ...{ what: 'whoever came back, and whose account the province is asked for', tries: 2, ...FINISH },
    partner: 'sso_userinfo',
    ready: () => back(stage),
  },
]

let turn = 0
/** A hall that has not heard of the province yet: what it heard, it keeps for an hour. */
function forget({ world }: Stage) {
  const all = JSON.parse(world.secrets.PARTNERS)
  const sso = { ...all.sso, timeoutMs: PATIENCE + ++turn }
  return world.hall.reload({ PARTNERS: JSON.stringify({ ...all, sso }) })
}

const leaving = (stage: Stage): OutsideCall => ({
  ...{ what: 'whoever is about to go to the province’s service', asks: 'sso.begin', ...SSO },
  ...{ partner: 'sso_metadata', tries: 2 },
  // A description refuses nobody, and may be asked for twice.
  faults: ['timeout', '500', 'late', 'bad_signature', 'nonsense'],
  good: ({ headers }) => headers.get('location')?.startsWith(`${stage.world.sandbox.origin}/sso/`) ?? false,
  async ready() {
    await forget(stage)
    const visitor = newcomer(stage)
    return async () => landed(visitor, await visitor.submit('/login/sso', {}))
  },
})

const licence: Steps = (stage) => {
  const { world } = stage
  return [
    {
      ...{ what: 'a page that asks for a code to show the licence by', asks: 'licence.start', ...LICENCE },
      tries: 2,
      good: leadsTo('/login/licence'),
      async ready() {
        const visitor = newcomer(stage)
        return async () => landed(visitor, await visitor.submit('/login/licence', {}))
      },
    },
    {
      ...{ what: 'a page that waits for the licence to be shown', asks: 'licence.poll', ...LICENCE },
      ...{ tries: 1, behind: true },
      good: ({ text }) => text.includes('手机上已经确认'),
      async ready() {
        const visitor = newcomer(stage)
        await answerOnPhone(world, await showCode(visitor), (await aLicence(world)).id)
        return async () => {
          await askAgain(world)
          return visitor.get('/login/licence')
        }
      },
    },
    {
      ...{ what: 'a page whose licence was shown on the phone', asks: 'licence.exchange', ...LICENCE },
      ...{ tries: 1, once: ANY },
      good: leadsTo('/center'),
      async ready() {
        const visitor = newcomer(stage)
        const { id } = await aLicence(world, { representative: aPerson() })
        await answerOnPhone(world, await showCode(visitor), id)
        await askAgain(world)
        await visitor.get('/api/v1/licence-sign-in')
        return () => finish(visitor)
      },
    },
  ]
}

/** Whoever comes back went there first, and the hall heard of the province: who is about to go is in no wave with them. */
export const federation: Steps = (stage) => [...comingBack(stage), leaving(stage), ...licence(stage)]
