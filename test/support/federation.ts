/** Signing in by the province's service and by the business licence, as a browser and a phone do it. */
import { randomUUID } from 'node:crypto'
import { aPerson, aUnit, type MadePerson, type MadeUnit, must, type Outside, sandbox } from './builders.ts'
import { type Reply, Visitor } from './client.ts'

export interface MadeAccount {
  id: string
  unit: MadeUnit
  representative: MadePerson
  holder: MadePerson
}

/** A legal person's account at the province's service; its representative holds it unless somebody else does. */
export async function anAccount(
  world: Outside,
  own: Partial<MadeAccount> & { amr?: string[]; kind?: 'legal' | 'natural' } = {},
): Promise<MadeAccount> {
  const { unit = aUnit(), representative = aPerson(), amr, kind, id = randomUUID() } = own
  const holder = own.holder ?? representative
  const named = ({ name, documentType, documentNumber }: MadePerson) => ({
    ...{ name, documentType, documentNumber },
  })
  await sandbox(world).post('sso', {
    ...{ id, creditCode: unit.creditCode, unitName: unit.unitName, mobile: holder.mobile },
    ...{ legalRepresentative: named(representative), holder: named(holder) },
    ...(amr && { amr }),
    ...(kind && { kind }),
  })
  return { id, unit, representative, holder }
}

/** Begins a sign-in; the address of the province's page. */
export async function begin(visitor: Visitor, query = ''): Promise<string> {
  const begun = await must(303, visitor.submit(`/login/sso${query}`, {}))
  return begun.headers.get('location') ?? ''
}

/** Chooses an account on the province's page; what the browser is sent back to, from the path on. */
export async function chooseAt(page: string, account: string): Promise<string> {
  const body = new URLSearchParams(account === '' ? { act: 'cancel' } : { account })
  const back = await fetch(page, { method: 'POST', body, redirect: 'manual' })
  if (back.status !== 303) throw new Error(`the province: ${back.status} ${await back.text()}`)
  const { pathname, search } = new URL(back.headers.get('location') ?? '')
  return pathname + search
}

/** The page that says why not, where the answer leads there; else the answer itself. */
export async function landed(visitor: Visitor, reply: Reply): Promise<Reply> {
  const to = reply.headers.get('location') ?? ''
  return /^\/login\/\w+\/refused\?why=\w+/.test(to) ? visitor.get(to) : reply
}

/** Comes back from the province's page. */
export const comeBack = async (visitor: Visitor, back: string) => landed(visitor, await visitor.get(back))

/** Sends the form of the page with the code. */
export const finish = async (visitor: Visitor) =>
  landed(visitor, await visitor.submit('/login/licence/finish', {}))

/** The whole way by the province's service; the answer to the browser that came back. */
export async function signInBySso(
  world: Outside,
  account: Pick<MadeAccount, 'id'>,
  visitor = new Visitor(world.hall.origin),
): Promise<Reply> {
  return comeBack(visitor, await chooseAt(await begin(visitor), account.id))
}

export interface MadeLicence {
  id: string
  unit: MadeUnit
  representative: { name: string }
}

export async function aLicence(world: Outside, own: Partial<MadeLicence> = {}): Promise<MadeLicence> {
  const { unit = aUnit(), representative = aPerson(), id = randomUUID() } = own
  await sandbox(world).post('licence', {
    ...{ id, creditCode: unit.creditCode, unitName: unit.unitName },
    legalRepresentativeName: representative.name,
  })
  return { id, unit, representative }
}

/** Opens a code to scan; its link. */
export async function showCode(visitor: Visitor): Promise<string> {
  await must(303, visitor.submit('/login/licence', {}))
  const page = await must(200, visitor.get('/login/licence'))
  const [, link] = /href="([^"]*\/licence\/scan\/[^"]+)"/.exec(page.text) ?? []
  if (!link) throw new Error('no code to scan')
  return link
}

/** Answers a code on the phone; without a licence it is refused. */
export const answerOnPhone = (world: Outside, link: string, licence?: string, trust = 3) =>
  sandbox(world).post('licence/scan', { ticket: link, ...(licence && { licence }), trust })

/** Forgets when the partner was asked last, so that no test waits for the next time. */
export const askAgain = (world: Outside) =>
  world.hall.db?.prepare('UPDATE federation_attempt SET asked_at = 0').run()

/** The whole way by licence; the answer to the page's form. */
export async function signInByLicence(
  world: Outside,
  licence: Pick<MadeLicence, 'id'>,
  { trust = 3, visitor = new Visitor(world.hall.origin) } = {},
): Promise<Reply> {
  const link = await showCode(visitor)
  await answerOnPhone(world, link, licence.id, trust)
  await askAgain(world)
  return finish(visitor)
}

/** Rows that a first sign-in makes. */
export async function countOf(world: Outside, unit: MadeUnit) {
  const row = await world.hall.db
    ?.prepare(
      `SELECT count(DISTINCT u.id) AS units, count(o.id) AS operators FROM unit u
       LEFT JOIN operator o ON o.unit_id = u.id WHERE u.credit_code = ?`,
    )
    .bind(unit.creditCode)
    .first<{ units: number; operators: number }>()
  return { units: row?.units, operators: row?.operators }
}

/** The API's part of a sign-in by licence: none, waiting, in trouble, confirmed, used. */
export async function walkLicence(world: Outside, visitor: Visitor) {
  const ask = async () => {
    await askAgain(world)
    await visitor.get('/api/v1/licence-sign-in')
  }
  await ask()
  const licence = await aLicence(world)
  const link = await showCode(visitor)
  await ask()
  await sandbox(world).post('faults', { partner: 'licence', fault: '500' })
  await ask()
  await answerOnPhone(world, link, licence.id)
  await ask()
  const cookie = visitor.cookies.get('__Host-hall-licence') ?? ''
  await finish(visitor)
  visitor.cookies.set('__Host-hall-licence', cookie)
  await ask()
}
