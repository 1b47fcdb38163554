/** A recovery on its way, for tests: the browser's part, and the answers that only the database holds. */
import { sealer } from '../../worker/lib/sealed.ts'
import { aPerson, aUnit, type MadePerson, type MadeUnit, must, sandbox } from './builders.ts'
import { Visitor } from './client.ts'
import type { Pair } from './pair.ts'
import { restMobiles } from './upgrade.ts'

export interface Lost {
  unit: MadeUnit
  person: MadePerson
}

export const accountOf = ({ unit, person }: Lost) => ({
  creditCode: unit.creditCode,
  ...{ documentType: person.documentType, documentNumber: person.documentNumber, name: person.name },
})

/** Step one, for whoever it may be. */
export async function startRecovery(world: Pair, who: Lost, visitor = new Visitor(world.hall.origin)) {
  await must(303, visitor.submit('/recovery', accountOf(who)))
  return visitor
}

/** The two numbers that a question in words asks for, as a reader finds them. */
export function readWords(text: string): { puzzle: string; answer: string } {
  const puzzle = /name="puzzle" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const label = />([^<>]*请先写[^<>]*)</.exec(text)?.[1] ?? ''
  return { puzzle, answer: answerTo(label) }
}

const NUMBERS = '零一两三四五六七八九'

export function answerTo(question: string): string {
  const [told = '', asked = ''] = question.split('。')
  const row = told.replace(/^[^有]*有/, '').split('、')
  return [...asked.matchAll(/「([^」]+)」/g)]
    .map(([, thing = '']) => row.find((one) => one.slice(2) === thing))
    .map((one) => String(NUMBERS.indexOf(one?.[0] ?? '')))
    .join('')
}

/** Opens a question in words. */
export async function askWords(visitor: Visitor) {
  return readWords((await visitor.get('/recovery/puzzle?way=words')).text)
}

export const answerWords = (visitor: Visitor, given: { puzzle: string; answer: string }) =>
  visitor.submit('/recovery/puzzle/words', given)

/** Past the puzzle. */
export async function startProof(world: Pair, who: Lost, visitor = new Visitor(world.hall.origin)) {
  await startRecovery(world, who, visitor)
  const reply = await answerWords(visitor, await askWords(visitor))
  if (reply.headers.get('location') !== '/recovery/proof') throw new Error(`not solved: ${reply.status}`)
  return visitor
}

/** Opens a picture. */
export async function askPicture(visitor: Visitor): Promise<string> {
  const { text } = await visitor.get('/recovery/puzzle')
  return /name="puzzle" value="([^"]+)"/.exec(text)?.[1] ?? ''
}

/** Where the hole is: sealed for everybody but whoever holds the hall's key, as this test does. */
export async function holeOf(world: Pair, puzzle: string): Promise<{ x: number; y: number }> {
  const row = await world.hall.db
    .prepare('SELECT answer_sealed FROM puzzle WHERE id = ?')
    .bind(puzzle)
    .first<{ answer_sealed: string }>()
  const { open } = await sealer(world.secrets.SEALING_KEYS)
  return JSON.parse(await open(row?.answer_sealed ?? '', 'puzzle.answer'))
}

/** A hand's way to a place: it begins slowly, hastens, slows down again and trembles. */
export function handTo(position: number): { position: string; trace: string } {
  const steps = 24
  const trace = Array.from({ length: steps + 1 }, (_, at) => {
    const share = at / steps
    const way = at === steps ? position : Math.round(position * share * share * (3 - 2 * share))
    return `${at * 30 + ((at * 7) % 5)}:${way}`
  })
  return { position: String(position), trace: trace.join(',') }
}

export const slide = (visitor: Visitor, puzzle: string, to: { position: string; trace: string }) =>
  visitor.submit('/recovery/puzzle/slider', { puzzle, ...to })

/** Proved by the mobile that the account signs in with. */
export async function proveByMobile(world: Pair, visitor: Visitor, mobile: string) {
  await restMobiles(world)
  await must(200, visitor.submit('/recovery/sms/code', { mobile }))
  const smsCode = await sandbox(world).code(mobile)
  return visitor.submit('/recovery/sms', { mobile, smsCode })
}

/** Proved by the face, with Alipay. */
export async function proveByFace(world: Pair, visitor: Visitor, person: MadePerson) {
  await must(303, visitor.submit('/recovery/proof', { face: 'alipay' }))
  await sandbox(world).face(person.documentNumber, 'passed')
  await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
  return visitor.get('/recovery/proof')
}

export const setPassword = (visitor: Visitor, password: string, passwordRepeat = password) =>
  visitor.submit('/recovery/password', { password, passwordRepeat })

/** What the API answers about a recovery: none, no check, one that waits, one that passed. */
export async function walkRecovery(world: Pair, visitor: Visitor): Promise<void> {
  const ask = () => visitor.get('/api/v1/recoveries/current/face')
  await ask()
  const person = aPerson()
  await startProof(world, { unit: aUnit(), person }, visitor)
  await ask()
  await visitor.submit('/recovery/proof', { face: 'alipay' })
  await ask()
  await sandbox(world).face(person.documentNumber, 'passed')
  await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
  await ask()
}
