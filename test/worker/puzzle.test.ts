/** The puzzle in front of a recovery: good for one answer, two minutes, five tries. */
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import type { Reply, Visitor } from '../support/client.ts'
import {
  answerWords,
  askPicture,
  askWords,
  handTo,
  holeOf,
  type Lost,
  slide,
  startRecovery,
} from '../support/recovery.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let who: Lost
beforeAll(async () => {
  who = await registerUnit(world)
})
const begin = () => startRecovery(world, who)
const passed = ({ headers }: Reply) => headers.get('location') === '/recovery/proof'
const right = async (puzzle: string) => handTo((await holeOf(world, puzzle)).x)

describe('the picture', () => {
  it('is solved by a hand that brings the piece to the hole, and then not asked again', async () => {
    const visitor = await begin()
    const puzzle = await askPicture(visitor)
    const answer = await right(puzzle)
    expect(passed(await slide(visitor, puzzle, answer))).toBe(true)
    expect((await visitor.get('/recovery/puzzle')).headers.get('location')).toBe('/recovery/proof')
  })

  it('does not say where the hole is', async () => {
    const visitor = await begin()
    const { text } = await visitor.get('/recovery/puzzle')
    const puzzle = /name="puzzle" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const { x, y } = await holeOf(world, puzzle)
    expect(text).toContain(`&quot;top&quot;:${y}`)
    const props = /data-props="([^"]+)"/g
    const told = [...text.matchAll(props)].map(([, value]) => value?.replace(/data:image[^&]+/g, '')).join()
    expect(told).not.toMatch(new RegExp(`:${x}[,}]`))
  })

  it('refuses the right place reached by no hand', async () => {
    const visitor = await begin()
    const puzzle = await askPicture(visitor)
    const { x } = await holeOf(world, puzzle)
    const reply = await slide(visitor, puzzle, { position: String(x), trace: `0:0,300:${x}` })
    expect([reply.status, reply.text.includes('这次没有对上')]).toEqual([422, true])
  })

  it('takes rubbish for a wrong answer and stays on its feet', async () => {
    const visitor = await begin()
    const puzzle = await askPicture(visitor)
    for (const given of [
      { position: 'x', trace: '' },
      { position: '999', trace: 'x'.repeat(12_000) },
    ])
      expect((await slide(visitor, puzzle, given)).status).toBeGreaterThanOrEqual(400)
    expect((await slide(visitor, 'no-such-puzzle', handTo(100))).status).toBe(409)
    expect((await slide(visitor, puzzle, { position: '1', trace: 'x'.repeat(1_000_000) })).status).toBe(413)
  })
})

describe('the question in words', () => {
  it('is the equal way: read, answered, passed', async () => {
    const visitor = await begin()
    expect(passed(await answerWords(visitor, await askWords(visitor)))).toBe(true)
  })

  it('wants digits, full width ones too, and says so without using a try', async () => {
    const visitor = await begin()
    const asked = await askWords(visitor)
    const wrong = await answerWords(visitor, { ...asked, answer: '三七' })
    expect([wrong.status, wrong.text.includes('这里只写数字')]).toEqual([422, true])
    const wide = asked.answer.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    expect(passed(await answerWords(visitor, { ...asked, answer: wide }))).toBe(true)
  })
})

describe('either', () => {
  it('is good for one answer, and for two minutes', async () => {
    const visitor = await begin()
    const asked = await askWords(visitor)
    await answerWords(visitor, { ...asked, answer: '11' })
    const again = await answerWords(visitor, asked)
    expect([again.status, again.text.includes('这道题用过了')]).toEqual([409, true])
    const late = await askWords(visitor)
    await world.hall.db.prepare('UPDATE puzzle SET expires_at = expires_at - 120001').run()
    expect((await answerWords(visitor, late)).status).toBe(409)
  })

  it('ends the recovery after five wrong answers, whichever kind, however many are open', async () => {
    const visitor = await begin()
    const open = [await askWords(visitor), await askWords(visitor)]
    const picture = await askPicture(visitor)
    await slide(visitor, picture, handTo(1))
    for (let tries = 2; tries <= 4; tries++)
      expect((await answerWords(visitor, { ...(await askWords(visitor)), answer: '11' })).status).toBe(422)
    const fifth = await answerWords(visitor, { ...(await askWords(visitor)), answer: '11' })
    expect([fifth.status, fifth.text.includes('试了 5 次都没有对上')]).toEqual([429, true])
    for (const asked of open) expect(passed(await answerWords(visitor, asked))).toBe(false)
    expect((await visitor.get('/recovery/puzzle')).status).toBe(429)
    // A new recovery is a new start.
    await startRecovery(world, who, visitor)
    expect(passed(await answerWords(visitor, await askWords(visitor)))).toBe(true)
  })

  it('is drawn twenty times in one recovery and no more, which is not told as wrong answers', async () => {
    const visitor = await begin()
    for (let drawn = 0; drawn < 20; drawn++) await askWords(visitor)
    const { status, text } = await visitor.get('/recovery/puzzle')
    expect([status, text.includes('已经出了 20 道题'), text.includes('都没有对上')]).toEqual([
      429,
      true,
      false,
    ])
  })

  it('belongs to the recovery that it was put to', async () => {
    const [mine, other] = [await begin(), await begin()]
    const asked = await askWords(mine)
    expect(passed(await answerWords(other, asked))).toBe(false)
    expect(passed(await answerWords(mine, asked))).toBe(true)
  })

  it('lets guesses at once count as well: no more than five are wrong, and nobody is through', async () => {
    const visitor: Visitor = await begin()
    const asked = await Promise.all(Array.from({ length: 15 }, () => askWords(visitor)))
    await Promise.all(asked.map(({ puzzle }) => answerWords(visitor, { puzzle, answer: '11' })))
    const { results } = await world.hall.db
      .prepare(
        `SELECT count(*) AS failed FROM puzzle WHERE id IN (SELECT value FROM json_each(?)) AND status = 'failed'`,
      )
      .bind(JSON.stringify(asked.map(({ puzzle }) => puzzle)))
      .all<{ failed: number }>()
    expect(results[0]?.failed).toBe(5)
  })
})
