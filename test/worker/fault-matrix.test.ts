/** Every outside system, failing in every way, at every call that a visitor's step makes. */
import { describe, expect, it } from 'vitest'
import { sandbox } from '../support/builders.ts'
import type { Reply } from '../support/client.ts'
import { PATIENCE } from '../support/pair.ts'
import { usePair } from '../support/use-pair.ts'
import { callsOf } from './outside-calls.ts'

const world = usePair({ light: true, patience: PATIENCE })

/** `late` is longer than the hall's patience, so the work is done and the answer lost. */
const FAULTS = ['timeout', '500', 'late', 'twice', 'bad_signature', 'nonsense', 'deny'] as const

/** Those that no partner's answer can be read out of; the others some calls bear without a word. */
const PLAIN = ['timeout', '500', 'nonsense']

const COUNTED = ['person', 'unit', 'operator', 'session', 'client', 'parcel', 'parcel_event']

const counts = async () => {
  const selects = COUNTED.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')
  return world.hall.db.prepare(`SELECT ${selects}`).first()
}

/** What the person reads: a problem's title, or what the page says in its main part. */
function wordsOf({ json, text }: Reply): string {
  const title = (json as { title?: string } | undefined)?.title
  if (title !== undefined) return title
  const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(text) ?? []
  return main.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

/** A program knows what to do next; a person needs something to press. */
const hasWayOn = ({ json, text }: Reply) => json !== undefined || /<form|class="button/.test(text)

describe.each(callsOf(world).map((call) => [call.what, call] as const))('%s', (_what, call) => {
  it.each(FAULTS)('bears it (%s): a clear sentence, a way on, nothing half done', async (fault) => {
    const act = await call.ready()
    const before = await counts()
    await sandbox(world).post('faults', { partner: call.partner, fault, times: 2, delayMs: 2 * PATIENCE })
    const reply = await act()
    await world.sandbox.db.prepare('DELETE FROM faults').run()
    if (PLAIN.includes(fault)) expect(call.good(reply)).toBe(false)
    if (!call.good(reply)) {
      if (call.behind) expect(reply.status).toBe(200)
      else expect(reply.status).toBeGreaterThanOrEqual(400)
      expect(reply.status).not.toBe(500)
      expect(wordsOf(reply)).toMatch(/[\p{Script=Han}]{6,}.*。/u)
      expect(wordsOf(reply)).not.toMatch(/[A-Za-z]{4,}|undefined|null/)
      expect(hasWayOn(reply)).toBe(true)
      expect(await counts()).toEqual(before)
    }
    // A message that may be on its way keeps its minute, and what was done late is done: then the way on is a new start.
    const again = call.once?.includes(fault)
      ? await (await call.ready())()
      : call.good(reply)
        ? reply
        : await act()
    expect(call.good(again), `${again.status} ${wordsOf(again).slice(0, 200)}`).toBe(true)
  })
})
