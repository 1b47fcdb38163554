/** Putting a question, and taking the one answer that it is good for. */
import type { AnswerSlider, AnswerWords, PuzzleReason } from '../../schema/puzzle.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type Drawn, drawPicture } from './picture.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const ANSWER = 'puzzle.answer'

/** As it is shown; the answer is not in it. */
export type Puzzle =
  | ({ kind: 'slider'; id: string; top: number } & Drawn)
  | { kind: 'words'; id: string; question: string }

/** Evenly drawn: the remainder of 32 bits favours nobody by more than one in a million here. */
const random: rules.Random = (below) => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below

/** Puts a question to whoever is in this flow. */
export async function putPuzzle(
  env: Bindings,
  now: number,
  owner: string,
  kind: store.PuzzleKind,
): Promise<Result<Puzzle, PuzzleReason>> {
  const { seal } = await sealer(env.SEALING_KEYS)
  const id = newId(now)
  const keep = async (answer: unknown) => {
    const answerSealed = await seal(JSON.stringify(answer), ANSWER)
    const row = { id, owner, kind, answerSealed, now, expiresAt: now + rules.PUZZLE_MS }
    return (await attempt(env.DB, [store.insertPuzzle(env.DB, row), mustChange(env.DB)])).ok
  }
  const spent = async (): Promise<Result<never, PuzzleReason>> =>
    fail((await store.hasFailed(env.DB, owner)) ? 'puzzle_too_often' : 'puzzle_all_drawn')
  if (kind === 'words') {
    const { question, answer } = rules.drawWords(random)
    return (await keep(answer)) ? ok({ kind, id, question }) : spent()
  }
  const hole = rules.drawHole(random)
  if (!(await keep(hole))) return spent()
  return ok({ kind, id, top: hole.y, ...drawPicture(random, hole) })
}

/** Takes an answer. A right one happens together with `whenSolved`; a wrong one is counted. */
export async function answerPuzzle(
  env: Bindings,
  now: number,
  owner: string,
  given: AnswerSlider | AnswerWords,
  whenSolved: D1PreparedStatement[],
): Promise<Result<void, PuzzleReason>> {
  const db = env.DB
  const kind = 'position' in given ? 'slider' : 'words'
  const row = await store.findPuzzle(db, owner, given.puzzle, kind, now)
  if (!row) return fail('puzzle_over')
  const { open } = await sealer(env.SEALING_KEYS)
  const answer = JSON.parse(await open(row.answer_sealed, ANSWER))
  const right =
    'position' in given ? rules.judgeSlider(answer, given.position, given.trace) : given.answer === answer
  const used = await attempt(db, [
    store.usePuzzle(db, row.id, right ? 'solved' : 'failed', now),
    mustChange(db),
    ...(right ? whenSolved : []),
  ])
  if (!used.ok) return fail('puzzle_over')
  if (right) return ok(undefined)
  return fail(row.wrong + 1 >= rules.MOST_WRONG ? 'puzzle_too_often' : 'puzzle_wrong')
}
