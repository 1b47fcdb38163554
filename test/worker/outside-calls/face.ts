/** Faces: who asks for a check, and which pages wait for one. */
import {
  aPerson,
  aUnit,
  type MadePerson,
  must,
  registerPerson,
  registerUnit,
  sandbox,
  signIn,
  startPerson,
  startUnit,
} from '../../support/builders.ts'
import type { Visitor } from '../../support/client.ts'
import { aUnitWithNotice, offer } from '../../support/operators.ts'
import { signInPerson } from '../../support/people.ts'
import { startProof } from '../../support/recovery.ts'
import { MOBILE, NUMBER } from '../../support/settings.ts'
import { kept, leadsTo, type OutsideCall, type Stage, type Steps, status } from './call.ts'

const CURRENT = '/api/v1/registrations/current'
const BEGINS = { asks: 'face.start', partner: 'alipay', tries: 2 } as const
const WAITS = { asks: 'face.outcome', partner: 'alipay', tries: 1 } as const

interface Place {
  person: MadePerson
  /** A browser that has come as far as the page. */
  visitor: Visitor
  /** Where the flow asks for the face, and where a passed one leads. */
  page: string
  next: string
}

/** The page of a flow that asks for a face, and the same page while it waits for it. */
interface Flow extends Pick<OutsideCall, 'by' | 'leaves'> {
  what: { asking: string; waiting: string }
  /** Each has its own ways there. */
  way: () => () => Promise<Place>
}

const asking = ({ what, by, leaves, way }: Flow): OutsideCall => {
  const come = way()
  return {
    ...{ what: what.asking, ...BEGINS, by, ...(leaves && { leaves }) },
    // To the page itself again, which shows the code then.
    good: status(303),
    async ready() {
      const { visitor, page } = await come()
      return () => visitor.submit(page, { face: 'alipay' })
    },
  }
}

const waiting = ({ world }: Stage, { what, by, way }: Flow): OutsideCall => {
  const come = way()
  let next = ''
  return {
    ...{ what: what.waiting, ...WAITS, by, behind: true },
    good: (reply) => leadsTo(next)(reply),
    async ready() {
      const { visitor, person, page, next: to } = await come()
      next = to
      await must(303, visitor.submit(page, { face: 'alipay' }))
      await sandbox(world).face(person.documentNumber, 'passed')
      return async () => {
        await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
        return visitor.get(page)
      }
    },
  }
}

const registering = (
  { world }: Stage,
  person = kept(() => registerPerson(world)),
): [OutsideCall, OutsideCall, OutsideCall] => [
  {
    ...{ what: 'a person who asks for the face check', by: 'registration/acts.ts', ...BEGINS },
    good: status(201),
    async ready() {
      const visitor = await startPerson(world, aPerson())
      return () => visitor.post(`${CURRENT}/face`, { method: 'alipay' })
    },
  },
  {
    ...{ what: 'a legal representative who asks for the face check', by: 'registration/acts.ts', ...BEGINS },
    good: status(201),
    async ready() {
      const visitor = await startUnit(world, aUnit(), await person())
      return () => visitor.post(`${CURRENT}/face`, { method: 'alipay' })
    },
  },
  {
    ...{ what: 'a page that waits for the face', by: 'registration/acts.ts', ...WAITS },
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
]

const flows = ({ world }: Stage): Flow[] => [
  {
    what: {
      asking: 'a legal representative who forgot the password and asks for the face check',
      waiting: 'a page of the recovery that waits for the face',
    },
    by: 'recovery/acts.ts',
    way: () => async () => {
      const person = aPerson()
      const visitor = await startProof(world, { unit: aUnit(), person })
      return { visitor, person, page: '/recovery/proof', next: '/recovery/password' }
    },
  },
  {
    what: {
      asking: 'an operator who asks for the face check of another mobile',
      waiting: 'a page of another mobile that waits for the face',
    },
    by: 'settings/mobile.ts',
    // The change has begun, and the next try goes on with it.
    leaves: { mobile_change: 1 },
    way() {
      const own = kept(() => registerUnit(world))
      return async () => {
        const who = await own()
        return { visitor: await signIn(world, who), person: who.person, page: MOBILE, next: NUMBER }
      }
    },
  },
  {
    what: {
      asking: 'a person who asks for the face check of a grant',
      waiting: 'a page of a grant that waits for the face',
    },
    by: 'operators/own-grants.ts',
    leaves: { grant_confirmation: 1 },
    way() {
      const granted = kept(async () => {
        const unit = await aUnitWithNotice(world)
        const person = await registerPerson(world)
        await must(303, offer(unit.visitor, person))
        return person
      })
      return async () => {
        const person = await granted()
        const visitor = await signInPerson(world, person)
        const { text } = await visitor.get('/person/grants')
        const page = /href="(\/person\/grants\/\w+)"/.exec(text)?.[1] ?? ''
        return { visitor, person, page, next: `${page}/password` }
      }
    },
  },
]

export const faces: Steps = (stage) => {
  const others = flows(stage)
  const [person, unit, page] = registering(stage)
  // Those that are asked twice first: their silences are waited out together.
  return [person, unit, ...others.map(asking), page, ...others.map((flow) => waiting(stage, flow))]
}
