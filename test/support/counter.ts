/** Clerks and letters for tests, and what they do at the counter. */
import { deflateSync } from 'node:zlib'
import type { COST } from '../../worker/lib/password-cost.ts'
import { aPerson, aUnit, type MadePerson, type MadeUnit, must, registerPerson, sandbox } from './builders.ts'
import { type ClerkSpec, codeOf, insertClerk, type Keys, makeClerk } from './clerks.ts'
import { Visitor } from './client.ts'
import { restMobiles } from './upgrade.ts'

export interface CounterWorld {
  hall: { origin: string; db: D1Database }
  sandbox: { origin: string }
  secrets: Keys
  cost?: typeof COST
}

export type Clerk = ClerkSpec & { id: string; secret: string }

let made = 0

/** A clerk nobody has seen yet. */
export async function aClerk(world: CounterWorld, own: Partial<ClerkSpec> = {}): Promise<Clerk> {
  const spec: ClerkSpec = {
    ...{ loginName: `clerk-${++made}`, name: '王小燕', office: '鼓楼区人社窗口', role: 'clerk' },
    ...{ password: 'Counter#2026', ...own },
  }
  const clerk = await makeClerk(world.secrets, spec, { ...(world.cost && { cost: world.cost }) })
  await insertClerk(world.hall.db, clerk)
  return { ...spec, id: String(clerk.row.id), secret: clerk.secret }
}

/** What the sign-in form is filled with; a code of the step before the present one leaves two more for this minute. */
export const fieldsOf = ({ loginName, password, secret }: Clerk, steps = 0) => ({
  ...{ loginName, password, totp: codeOf(secret, steps) },
})

/** Waits for a time step that has ten seconds left, for what counts steps. */
export async function earlyInStep(): Promise<void> {
  const into = Date.now() % 30_000
  if (into > 20_000) await new Promise((resolve) => setTimeout(resolve, 30_100 - into))
}

export async function signInClerk(
  world: CounterWorld,
  clerk: Clerk,
  visitor = new Visitor(world.hall.origin),
) {
  // Each code opens one session: tests sign in more often than every thirty seconds.
  await world.hall.db.prepare('UPDATE clerk SET last_step = 0 WHERE id = ?').bind(clerk.id).run()
  await must(303, visitor.submit('/counter/login', fieldsOf(clerk)))
  return visitor
}

const chunk = (kind: string, data: Uint8Array) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  return Buffer.concat([size, Buffer.from(kind), data, Buffer.alloc(4)])
}

/** Smallest whole files of each kind; `padding` bytes more where the format has room for them. */
export const letters = {
  png: (padding = 0) =>
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
      ...(padding > 0 ? [chunk('teXt', Buffer.alloc(padding, 0x20))] : []),
      chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  jpeg: () =>
    Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x4a, 0x46]),
      Buffer.from([0xff, 0xc0, 0x00, 0x0b, 8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
      Buffer.from([0xff, 0xda, 0x00, 0x08, 1, 1, 0, 0, 0x3f, 0]),
      Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
      Buffer.from([0xff, 0xd9]),
    ]),
  pdf: (inside = '') =>
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Catalog${inside}>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`,
    ),
}

/** What a clerk fills in for somebody; every field may be another. */
export function openingOf(
  person: MadePerson,
  unit: MadeUnit = aUnit(),
  own: Record<string, string | Blob> = {},
): Record<string, string | Blob> {
  const { documentType, documentNumber, name, mobile } = person
  return {
    ...{ role: 'administrator', ...unit, documentType, documentNumber, name, mobile },
    letter: new File([letters.pdf()], '授权委托书.pdf', { type: 'application/pdf' }),
    ...own,
  }
}

/** Posts a form with a file as a browser without a script does. */
export function submitFile(visitor: Visitor, path: string, fields: Record<string, string | Blob>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  return visitor.send(path, { method: 'POST', headers, body })
}

export const OPENING = '/counter/units/new'

/** Opens an account of a new unit, for a newly registered person or the one given; answers who it is and where the opening's page is. */
export async function openAccount(
  world: CounterWorld,
  clerk: Visitor,
  own: Record<string, string | Blob> = {},
  whose?: MadePerson,
) {
  const person = whose ?? (await registerPerson(world, aPerson()))
  const unit = aUnit()
  await restMobiles(world)
  const sent = await must(303, submitFile(clerk, OPENING, openingOf(person, unit, own)))
  const page = new URL(sent.headers.get('location') ?? '', world.hall.origin).pathname
  return { person, unit, page }
}

/** What the opened operator fills in to choose a password. */
export async function activationOf(world: CounterWorld, person: MadePerson, unit: MadeUnit) {
  const { mobile, password } = person
  const smsCode = await sandbox(world).code(mobile)
  return { creditCode: unit.creditCode, mobile, smsCode, password, passwordRepeat: password }
}
