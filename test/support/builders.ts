/** People and units that exist nowhere: valid, unique, and made the way a real one is. */
import { creditCodeCheckCharacter } from '../../schema/fields/credit-code.ts'
import { identityCheckCharacter } from '../../schema/fields/identity-number.ts'
import { Visitor } from './client.ts'

export interface MadePerson {
  name: string
  documentType: string
  documentNumber: string
  mobile: string
  password: string
}

export interface MadeUnit {
  creditCode: string
  unitName: string
}

const digits = (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 10)).join('')
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹']
const GIVEN = [...'明华建国秀英丽强磊洋勇军杰娟涛超艳敏静芳伟桂兰平刚辉玲']

const taken = new Set<string>()

/** No two alike in one run, however many are made. */
function fresh(make: () => string): string {
  const made = make()
  if (taken.has(made)) return fresh(make)
  taken.add(made)
  return made
}

const born = () => `${1950 + Number(digits(1)) * 5}0${1 + (Number(digits(1)) % 9)}1${digits(1)}`

export function aPerson(own: Partial<MadePerson> = {}): MadePerson {
  const first17 = fresh(() => `320102${born()}${digits(3)}`)
  return {
    name: `${pick(SURNAMES)}${pick(GIVEN)}${pick(GIVEN)}`,
    documentType: '01',
    documentNumber: first17 + identityCheckCharacter(first17),
    mobile: fresh(() => `13${digits(9)}`),
    password: `Hall#${digits(6)}a`,
    ...own,
  }
}

/** A unit registered in a city, given by the first four digits of its region. */
export function aUnit(own: Partial<MadeUnit> = {}, city = '3201'): MadeUnit {
  const first17 = fresh(() => `91${city}${digits(2)}MA${digits(7)}`)
  return {
    creditCode: first17 + creditCodeCheckCharacter(first17),
    unitName: `南京${pick(GIVEN)}${pick(GIVEN)}${digits(4)}科技有限公司`,
    ...own,
  }
}

/** What the sandbox is asked by the steps below; a `World` has it. */
export interface Outside {
  hall: { origin: string; db?: D1Database }
  sandbox: { origin: string }
}

const sandboxJson = async <T>(world: Outside, path: string, body?: object): Promise<T> => {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const response = await fetch(`${world.sandbox.origin}/control/${path}`, init)
  if (!response.ok) throw new Error(`sandbox: ${response.status} ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}

export const sandbox = (world: Outside) => ({
  post: <T>(path: string, body: object) => sandboxJson<T>(world, path, body),
  get: <T>(path: string) => sandboxJson<T>(world, path),
  /** The newest six digits sent to a number. */
  async code(mobile: string): Promise<string> {
    const [newest] = await sandboxJson<{ params: { code: string } }[]>(world, `sms?mobile=${mobile}`)
    if (!newest) throw new Error(`no message to ${mobile}`)
    return newest.params.code
  },
  /** Answers the newest open Alipay check of this document. */
  async face(documentNumber: string, outcome: string): Promise<void> {
    const open = await sandboxJson<{ certify_id: string; document_number: string }[]>(world, 'alipay')
    const check = open.find((one) => one.document_number === documentNumber)
    if (!check) throw new Error('no open face check')
    await sandboxJson(world, `alipay/${check.certify_id}`, { outcome })
  },
})

export const must = async <T extends { status: number; text: string }>(
  status: number,
  reply: Promise<T>,
): Promise<T> => {
  const got = await reply
  if (got.status !== status)
    throw new Error(`expected ${status}, got ${got.status}: ${got.text.slice(0, 300)}`)
  return got
}

/** Who somebody is, as step one asks for it. */
export const identityOf = ({ name, documentType, documentNumber }: MadePerson) => ({
  ...{ name, documentType, documentNumber },
})

const stepOne = (person: MadePerson) => ({ ...identityOf(person), agreement: true, consent: true })

/** Step one of a person's registration. */
export async function startPerson(
  world: Outside,
  person: MadePerson,
  visitor = new Visitor(world.hall.origin),
) {
  await must(201, visitor.post('/api/v1/registrations/person', stepOne(person)))
  return visitor
}

/** Step one of a unit's registration by a person who is registered. */
export async function startUnit(
  world: Outside,
  unit: MadeUnit,
  person: MadePerson,
  visitor = new Visitor(world.hall.origin),
) {
  await must(201, visitor.post('/api/v1/registrations/unit', { ...unit, ...stepOne(person) }))
  return visitor
}

/** How the face check stands, without the wait that the hall keeps between two questions to Alipay. */
export async function readFace(world: Outside, visitor: Visitor) {
  await world.hall.db?.prepare('UPDATE face_check SET asked_at = 0').run()
  const face = await visitor.get<{ status: string; next?: string }>('/api/v1/registrations/current/face')
  return face.json
}

/** Step two, passed by Alipay. */
export async function passFace(world: Outside, visitor: Visitor, person: MadePerson) {
  await must(201, visitor.post('/api/v1/registrations/current/face', { method: 'alipay' }))
  await sandbox(world).face(person.documentNumber, 'passed')
  for (let tries = 0; tries < 20; tries++) {
    if ((await readFace(world, visitor)).status === 'passed') return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the face check did not pass')
}

/** A visitor at step three of a person's registration. */
export async function startAccount(world: Outside, person: MadePerson): Promise<Visitor> {
  const visitor = await startPerson(world, person)
  await passFace(world, visitor, person)
  return visitor
}

/** The body of step three, with a code just sent. */
export async function accountFor(world: Outside, visitor: Visitor, { mobile, password }: MadePerson) {
  await must(202, visitor.post('/api/v1/registrations/current/sms', { mobile }))
  return { mobile, smsCode: await sandbox(world).code(mobile), password, passwordRepeat: password }
}

/** A person, registered from the first step to the last. */
export async function registerPerson(world: Outside, person = aPerson()): Promise<MadePerson> {
  const visitor = await startAccount(world, person)
  await must(
    201,
    visitor.post('/api/v1/registrations/current/account', await accountFor(world, visitor, person)),
  )
  return person
}

/** A unit and its legal representative, who signs in with the mobile given here (another than the person's own). */
export async function registerUnit(world: Outside, unit = aUnit(), person?: MadePerson) {
  const owner = person ?? (await registerPerson(world))
  const representative = { ...owner, mobile: `15${digits(9)}` }
  const visitor = await startUnit(world, unit, representative)
  await passFace(world, visitor, representative)
  const account = await accountFor(world, visitor, representative)
  const { json } = await must(
    201,
    visitor.post<{ unitNumber: string }>('/api/v1/registrations/current/account', account),
  )
  return { unit, unitNumber: json.unitNumber, person: representative }
}

/** Signs a visitor in for a unit. */
export async function signIn(
  world: Outside,
  { unit, person }: { unit: MadeUnit; person: MadePerson },
  visitor = new Visitor(world.hall.origin),
) {
  const body = { unit: unit.creditCode, person: person.documentNumber, password: person.password }
  await must(201, visitor.post('/api/v1/sessions', body))
  return visitor
}
