/** An operator's settings, for tests: another mobile step by step, and addresses. */
import { type MadePerson, must, type Outside, registerUnit, sandbox, signIn } from './builders.ts'
import type { Visitor } from './client.ts'
import { restMobiles } from './upgrade.ts'

export const SETTINGS = '/center/settings'
export const MOBILE = `${SETTINGS}/mobile`
export const NUMBER = `${MOBILE}/number`
export const ADDRESSES = `${SETTINGS}/addresses`

/** Begins a change of mobile and passes the face with Alipay. */
export async function passOwnFace(world: Outside, visitor: Visitor, person: MadePerson) {
  await must(303, visitor.submit(MOBILE, { face: 'alipay' }))
  await sandbox(world).face(person.documentNumber, 'passed')
  await world.hall.db?.prepare('UPDATE face_check SET asked_at = 0').run()
  const reply = await visitor.get(MOBILE)
  if (reply.headers.get('location') !== NUMBER) throw new Error(`the face did not pass: ${reply.status}`)
}

/** Sends a code to the new number and answers it. */
export async function newCode(world: Outside, visitor: Visitor, mobile: string): Promise<string> {
  await restMobiles(world)
  await must(202, visitor.post(`${NUMBER}/code`, { mobile }))
  return sandbox(world).code(mobile)
}

let made = 0
export const anAddress = (own: Record<string, string> = {}) => ({
  ...{ name: '李明', mobile: '13800000082', region: '321202', detail: `海陵南路 ${++made} 号 2103 室` },
  ...own,
})

/** What the API answers about a change of mobile: nobody, none, one that waits, one that passed. */
export async function walkSettings(world: Outside, visitor: Visitor): Promise<void> {
  const ask = () => visitor.get('/api/v1/settings/mobile/face')
  visitor.cookies.delete('__Host-hall')
  await ask()
  const who = await registerUnit(world)
  await signIn(world, who, visitor)
  await ask()
  await visitor.submit(MOBILE, { face: 'alipay' })
  await ask()
  await sandbox(world).face(who.person.documentNumber, 'passed')
  await world.hall.db?.prepare('UPDATE face_check SET asked_at = 0').run()
  await ask()
}
