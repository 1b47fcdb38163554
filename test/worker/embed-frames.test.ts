/** What a ticket opens, once; and what is told to whoever brings one that does not open. */
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { must, registerUnit, signIn } from '../support/builders.ts'
import { aCase } from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal, signInFor, signInFramed } from '../support/full-portal.ts'
import { anOperator, aUnitWithNotice, type Granting } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'
import { askTicket, Frame, openFrame, PAGE, ticketPath } from '../support/widgets.ts'

const stage = usePair({ light: true })
const origin = () => stage.hall.origin
let config: openid.Configuration
let unit: Granting

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'other-portal')
  unit = await aUnitWithNotice(stage)
})

const tokenOf = async (who: Parameters<typeof signInFramed>[2] = unit) =>
  (await signInFramed(origin(), config, who)).access_token
const run = (sql: string, ...values: unknown[]) =>
  stage.hall.db
    .prepare(sql)
    .bind(...values)
    .run()

describe('the frame of the account', () => {
  it('shows unit, role and masked name, to the page of the registered origin alone, without a cookie', async () => {
    const { status, words, headers, text } = await openFrame(origin(), await tokenOf(), 'account')
    expect(status).toBe(200)
    expect(words).toContain(unit.unit.unitName)
    expect(words).toContain(`法定代表人 ${unit.person.name[0]}**`)
    expect(text).not.toContain(unit.person.name)
    expect(text).not.toContain(unit.person.documentNumber)
    expect(text).toContain(`data-portal="${PAGE}"`)
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${PAGE};`)
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.getSetCookie()).toEqual([])
  })

  it('shows the same again by its key, and nobody’s session by a cookie', async () => {
    const { frame, key, words } = await openFrame(origin(), await tokenOf(), 'account')
    expect((await frame.again(key)).words).toBe(words)
    const inside = await signIn(stage, unit)
    const bare = await inside.get(frame.place)
    expect([bare.status, bare.text.includes(unit.unit.unitName)]).toEqual([401, false])
  })
})

describe('the frame of the cases', () => {
  it('counts what the operator may see, of their own unit', async () => {
    const [mine, other] = [
      await anOperator(stage, unit, { items: ['title-return'] }),
      await anOperator(stage, unit, { items: ['work-injury'] }),
    ]
    const elsewhere = await registerUnit(stage)
    await aCase(unit.visitor, 'title-return')
    await aCase(unit.visitor, 'title-return')
    await aCase(unit.visitor, 'training-subsidy')
    const seenBy = async (who: Parameters<typeof signInFramed>[2]) =>
      (await openFrame(origin(), await tokenOf(who), 'cases')).words
    expect(await seenBy(unit)).toContain('办理中，在新窗口打开3')
    expect(await seenBy({ unit: unit.unit, person: mine.person })).toContain('办理中，在新窗口打开2')
    expect(await seenBy({ unit: unit.unit, person: other.person })).toContain('办理中，在新窗口打开0')
    expect(await seenBy(elsewhere)).toContain('办理中，在新窗口打开0')
  })

  it('leads to the lists of the hall, each in a window of its own', async () => {
    const { text } = await openFrame(origin(), await tokenOf(), 'cases')
    const links = [...text.matchAll(/<a href="([^"]+)" target="_blank" rel="noopener"/g)].map(([, to]) => to)
    expect(links).toEqual(['open', 'ended', 'unrated'].map((status) => `/center/cases?status=${status}`))
    // Who is not signed in there comes to the very list after signing in.
    const visitor = new Visitor(origin())
    const away = await visitor.get(links[2] ?? '')
    const typed = { unit: unit.unit.creditCode, person: unit.person.documentNumber }
    const entered = await must(
      303,
      visitor.submit(away.headers.get('location') ?? '', { ...typed, password: unit.person.password }),
    )
    expect(entered.headers.get('location')).toBe('/center/cases?status=unrated')
  })
})

describe('a ticket that does not open', () => {
  /** Refused with a sentence for the visitor and a reason for the developer, and nothing of the unit. */
  async function refused(frame: Frame, path: string) {
    const { status, words, reason, text, headers } = await frame.load(path)
    expect([status, text.includes(unit.unit.unitName)]).toEqual([401, false])
    expect(words).toMatch(/。请.*重新登录。$/)
    expect(text).toMatch(/data-detail="[A-Z][^"]+"/)
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${PAGE};`)
    return reason
  }

  it('is missing, or was made up', async () => {
    const frame = new Frame(origin(), await ticketPath(origin(), await tokenOf(), 'account'))
    expect(await refused(frame, frame.place)).toBe('ticket_missing')
    for (const ticket of ['x', `${'0'.repeat(26)}.${'a'.repeat(43)}`])
      expect(await refused(frame, `${frame.place}&ticket=${ticket}`)).toBe('ticket_unknown')
  })

  it('was used before; the frame that it opened goes on', async () => {
    const { frame, path, key } = await openFrame(origin(), await tokenOf(), 'account')
    expect(await refused(frame, path)).toBe('ticket_used')
    expect((await frame.again(key)).status).toBe(200)
  })

  it('is older than a minute', async () => {
    const path = await ticketPath(origin(), await tokenOf(), 'account')
    await run('UPDATE widget_pass SET expires_at = expires_at - 60000 WHERE opened_at IS NULL')
    expect(await refused(new Frame(origin(), path), path)).toBe('ticket_expired')
  })

  it.each([
    ['of another client', 'client_id=full-portal', 'client_id=other-portal'],
    ['for another widget', '/embed/account', '/embed/cases'],
  ])('is %s, and stays good where it belongs', async (_case, from, to) => {
    const path = await ticketPath(origin(), await tokenOf(), 'account')
    const frame = new Frame(origin(), path)
    expect(await refused(frame, path.replace(from, to))).toBe('ticket_unknown')
    expect((await frame.load(path)).status).toBe(200)
  })

  it('is for the page of another origin, registered or not', async () => {
    const second = 'https://second.example'
    await run("UPDATE client SET origins = ? WHERE id = 'full-portal'", JSON.stringify([PAGE, second]))
    const { json } = await askTicket(origin(), await tokenOf(), 'account', { audience: second })
    const path = String(json.widget_uri).slice(origin().length)
    const frame = new Frame(origin(), path)
    const at = (page: string) => path.replace(encodeURIComponent(second), encodeURIComponent(page))
    expect(await refused(frame, at(PAGE))).toBe('ticket_unknown')
    const unregistered = await frame.load(at('https://evil.example'))
    expect([unregistered.status, unregistered.headers.get('content-security-policy')]).toEqual([
      ...[404, expect.stringContaining("frame-ancestors 'none'")],
    ])
    const own = await frame.load(path)
    expect(own.headers.get('content-security-policy')).toContain(`frame-ancestors ${second};`)
  })

  it('is the key of a frame, and no key is a ticket', async () => {
    const path = await ticketPath(origin(), await tokenOf(), 'account')
    const frame = new Frame(origin(), path)
    const ticket = new URL(path, origin()).searchParams.get('ticket') ?? ''
    expect((await frame.again(ticket)).reason).toBe('session_over')
    const { key } = await frame.load(path)
    expect(await refused(frame, `${frame.place}&ticket=${key}`)).toBe('ticket_used')
  })
})

describe('an operator who may act no longer', () => {
  it.each([
    ['has been removed', 'DELETE FROM operator WHERE id = ?'],
    ['is suspended', 'UPDATE operator SET suspended = 1, changed_at = 1 WHERE id = ?'],
    [
      'is past the last day',
      'UPDATE operator SET acts_until = acts_from + 1, changed_at = acts_from + 2 WHERE id = ?',
    ],
  ])('sees a sentence and no data, once the operator %s', async (_case, sql) => {
    const { person, id } = await anOperator(stage, unit)
    const token = await tokenOf({ unit: unit.unit, person })
    const unused = await ticketPath(origin(), token, 'account')
    const frames = [await openFrame(origin(), token, 'account'), await openFrame(origin(), token, 'cases')]
    await run(sql, id)
    for (const { frame, key } of frames) {
      const { status, reason, words, text } = await frame.again(key)
      expect([status, reason]).toEqual([401, 'session_over'])
      expect(words).toContain('授权到期、被收回')
      expect(text).not.toContain(unit.unit.unitName)
    }
    expect((await new Frame(origin(), unused).load(unused)).status).toBe(401)
    expect((await askTicket(origin(), token, 'account')).status).toBe(400)
  })

  it('nor does whoever signed out on the hall, or was idle for half an hour', async () => {
    const visitor = new Visitor(origin())
    const { access_token: token } = await signInFor(origin(), config, unit, visitor)
    const { frame, key } = await openFrame(origin(), token, 'account')
    await run('UPDATE session SET seen_at = seen_at - 1860000 WHERE client_id IS NULL')
    expect((await frame.again(key)).reason).toBe('session_over')
    await run('UPDATE session SET seen_at = seen_at + 1860000 WHERE client_id IS NULL')
    expect((await frame.again(key)).status).toBe(200)
    await must(303, visitor.submit('/logout', {}))
    expect((await frame.again(key)).reason).toBe('session_over')
  })
})
