/** Text messages: who asks for a code to be sent. */
import {
  aPerson,
  aUnit,
  identityOf,
  must,
  registerPerson,
  registerUnit,
  signIn,
  startAccount,
} from '../../support/builders.ts'
import { aClerk, OPENING, openAccount, openingOf, signInClerk, submitFile } from '../../support/counter.ts'
import { startProof } from '../../support/recovery.ts'
import { NUMBER, passOwnFace } from '../../support/settings.ts'
import { anOldAccount, restMobiles, startAdministrator } from '../../support/upgrade.ts'
import { kept, MAYBE_SENT, type Steps, status } from './call.ts'

const SENDS = { asks: 'sms.send', partner: 'sms', tries: 1, once: MAYBE_SENT } as const
const KEPT = { ...SENDS, leaves: { sms_code: 1 } }

export const messages: Steps = ({ world }) => {
  const clerk = kept(async () => signInClerk(world, await aClerk(world)))
  // One each: their messages may all be on their way at the same moment.
  const aKept = () => kept(() => registerPerson(world))
  const [administrator, opened, told] = [aKept(), aKept(), aKept()]
  const unit = kept(() => registerUnit(world))
  return [
    {
      ...{ what: 'a newcomer who asks for a text message', by: 'registration/acts.ts', ...KEPT },
      good: status(202),
      async ready() {
        const person = aPerson()
        const visitor = await startAccount(world, person)
        return () => visitor.post('/api/v1/registrations/current/sms', { mobile: person.mobile })
      },
    },
    {
      ...{ what: 'an administrator who asks for a text message', by: 'upgrade/administrator.ts', ...KEPT },
      good: status(202),
      async ready() {
        const visitor = await startAdministrator(world, await anOldAccount(world))
        const person = await administrator()
        await restMobiles(world)
        const who = { ...identityOf(person), mobile: person.mobile }
        return () => visitor.post('/api/v1/upgrades/current/sms', who)
      },
    },
    {
      ...{
        what: 'a legal representative who forgot the password and asks for a text message',
        ...{ by: 'recovery/acts.ts', ...KEPT },
      },
      good: ({ text }) => text.includes('验证码已经发出'),
      async ready() {
        const person = aPerson()
        const visitor = await startProof(world, { unit: aUnit(), person })
        return () => visitor.submit('/recovery/sms/code', { mobile: person.mobile })
      },
    },
    {
      ...{
        what: 'an operator who asks for a text message to another mobile',
        by: 'settings/mobile.ts',
        ...KEPT,
      },
      good: status(202),
      async ready() {
        const visitor = await signIn(world, await unit())
        await passOwnFace(world, visitor, (await unit()).person)
        const { mobile } = aPerson()
        return () => visitor.post(`${NUMBER}/code`, { mobile })
      },
    },
    {
      ...{ what: 'a clerk who opens a unit and has the message sent', by: 'counter/activation.ts', ...SENDS },
      // The unit is opened whole, with the letter that was brought; what is missing is said, and sent again from there.
      leaves: { unit: 1, operator: 1, acts_for: 1, counter_opening: 1, grant_event: 1, sms_code: 1 },
      says: (fault) => (MAYBE_SENT.includes(fault) ? '验证码可能已经发出' : '验证码没有发出去'),
      behind: true,
      good: ({ text }) => text.includes('验证码已经发到本人手机'),
      async ready() {
        const fields = openingOf(await opened())
        const by = await clerk()
        await restMobiles(world)
        let page: string | undefined
        return async () => {
          const sent = await must(303, page ? by.submit(`${page}/code`, {}) : submitFile(by, OPENING, fields))
          const to = new URL(sent.headers.get('location') ?? '', world.hall.origin)
          page = to.pathname
          return by.get(page + to.search)
        }
      },
    },
    {
      ...{ what: 'a clerk who has the message sent again', by: 'counter/activation.ts', ...KEPT },
      good: status(303),
      async ready() {
        const by = await clerk()
        const { page } = await openAccount(world, by, {}, await told())
        await restMobiles(world)
        return () => by.submit(`${page}/code`, {})
      },
    },
  ]
}
