/** Signing in with a CA key, many at once, and against what changes in the same moment. */
import { describe, expect, it } from 'vitest'
import { must, registerUnit, signIn } from '../support/builders.ts'
import {
  aUnitWithKey,
  challengeFor,
  confirmByFace,
  keyOf,
  press,
  proofBy,
  rowOf,
} from '../support/ca-sign-in.ts'
import { Visitor } from '../support/client.ts'
import { wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { useCa } from '../support/use-ca.ts'
import { comeIn, confirmScan, readPage } from '../support/waiting.ts'

const test = useCa()
const { world } = test
const visitor = () => new Visitor(world.hall.origin)
const count = (sql: string, ...bound: string[]) =>
  world.hall.db
    .prepare(`SELECT count(*) AS n FROM ${sql}`)
    .bind(...bound)
    .first<number>('n')

async function pageFor(...args: Parameters<typeof press>) {
  const { visitor: by, reply } = await press(...args)
  expect(reply.status).toBe(200)
  return readPage(by, reply.text)
}

describe('at the same moment', () => {
  it('ten first sign-ins with a renewed key bind it once, and all come in', async () => {
    const { unit } = await aUnitWithKey(world, test)
    const next = await keyOf(test.ca, unit)
    const proofs = await Promise.all(
      Array.from({ length: 10 }, async () => proofBy(world, next, await challengeFor(visitor()))),
    )
    const replies = await Promise.all(proofs.map((proof) => visitor().submit('/login/ca', proof)))
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 303))
    expect(await count('ca_key WHERE serial = ?', next.serial)).toBe(1)
    expect(
      await count(
        "audit WHERE act = 'ca_key_renew' AND subject = ?",
        `ca_key:${(await rowOf(world, next))?.id}`,
      ),
    ).toBe(1)
  })

  it('fifty that come in by one confirmation are one', async () => {
    const made = await registerUnit(world)
    const page = await pageFor(world, await keyOf(test.ca, made.unit))
    await must(200, confirmByFace(test.app, page, made.person))
    const visitors = Array.from({ length: 50 }, visitor)
    await Promise.all(visitors.map((by) => comeIn({ ...page, visitor: by }, '/login/ca')))
    expect(visitors.filter(({ cookies }) => cookies.size > 0)).toHaveLength(1)
  })

  it('two pages of one first use bind one key', async () => {
    const made = await registerUnit(world)
    const key = await keyOf(test.ca, made.unit)
    const pages = [await pageFor(world, key), await pageFor(world, key)]
    const answers = await Promise.all(pages.map((page) => confirmByFace(test.app, page, made.person)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await count('ca_key WHERE serial = ?', key.serial)).toBe(1)
    for (const page of pages) await must(303, comeIn(page, '/login/ca'))
  })
})

describe('meanwhile', () => {
  it('a key that was removed opens nothing, though the phone had said yes', async () => {
    const unit = await aUnitWithNotice(world)
    const key = await keyOf(test.ca, unit.unit)
    const first = await pageFor(world, key)
    await must(200, confirmByFace(test.app, first, unit.person))
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const [before, after] = [await pageFor(world, key), await pageFor(world, key)]
    await must(200, confirmScan(test.app, before, handler.person))
    await must(303, unit.visitor.submit('/center/keys/remove', { id: String((await rowOf(world, key))?.id) }))
    expect((await comeIn(before, '/login/ca')).status).toBe(410)
    await must(200, confirmScan(test.app, after, handler.person))
    expect((await comeIn(after, '/login/ca')).status).toBe(410)
    expect(await rowOf(world, key)).toMatchObject({ removed_by: expect.any(String) })
  })

  it('a renewal binds nothing where the key before it was removed', async () => {
    const unit = await aUnitWithNotice(world)
    const key = await keyOf(test.ca, unit.unit)
    await must(200, confirmByFace(test.app, await pageFor(world, key), unit.person))
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const next = await keyOf(test.ca, unit.unit)
    const page = await pageFor(world, next)
    await must(303, unit.visitor.submit('/center/keys/remove', { id: String((await rowOf(world, key))?.id) }))
    await must(200, confirmScan(test.app, page, handler.person))
    expect(await rowOf(world, next)).toBeNull()
    expect((await comeIn(page, '/login/ca')).status).toBe(410)
  })

  it('somebody who acts for the unit no more is not let in by their own yes', async () => {
    const unit = await aUnitWithNotice(world)
    const key = await keyOf(test.ca, unit.unit)
    await must(200, confirmByFace(test.app, await pageFor(world, key), unit.person))
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const page = await pageFor(world, key)
    await must(200, confirmScan(test.app, page, handler.person))
    await must(303, unit.visitor.submit(`/center/operators/${handler.id}/remove`, {}))
    expect((await comeIn(page, '/login/ca')).status).toBe(410)
    expect(page.visitor.cookies.size).toBe(0)
  })
})

describe('the database itself', () => {
  it('opens no session by a key that is not bound, whatever statement asks for it', async () => {
    const { person, unit } = await aUnitWithKey(world, test)
    const inside = await signIn(world, { unit, person })
    const [id] = inside.cookies.get('__Host-hall')?.split('.') ?? []
    const copy = (way: string, key: string | null) =>
      world.hall.db
        .prepare(
          `INSERT INTO session SELECT ?, secret_hash, unit_id, operator_id, client_id, ?, amr, created_at, seen_at, ends_at,
             device, place, ? FROM session WHERE id = ?`,
        )
        .bind(`copy-${way}-${key}`, way, key, id)
        .run()
    await expect(copy('ca', 'none')).rejects.toThrow(/guard/)
    await expect(copy('ca', null)).rejects.toThrow(/guard/)
    await expect(copy('password', 'none')).rejects.toThrow(/CHECK/)
  })

  it('keeps a unit to twenty keys, and tells so', async () => {
    const { unit, key } = await aUnitWithKey(world, test)
    const more = (n: number) =>
      world.hall.db
        .prepare(
          `INSERT INTO ca_key SELECT unit_id, id || ?2, issuer, ?2 || substr(serial, 3), valid_until, bound_at, bound_by, bound_how, used_at,
             removed_at, removed_by FROM ca_key WHERE serial = ?1`,
        )
        .bind(key.serial, n.toString(16).padStart(2, '0'))
        .run()
    for (let n = 1; n < 20; n++) await more(n)
    await expect(more(20)).rejects.toThrow(/guard/)
    const { reply } = await press(world, await keyOf(test.ca, unit))
    expect([reply.status, wordsOf(reply.text).includes('已经有 20 张')]).toEqual([409, true])
    expect((await press(world, key)).reply.status).toBe(303)
    await world.hall.db.prepare('UPDATE ca_key SET valid_until = 1 WHERE serial <> ?').bind(key.serial).run()
    expect((await press(world, await keyOf(test.ca, unit))).reply.status).toBe(303)
  })
})
