/** A question that tells people from programs: a picture to complete by sliding, or words to read; either will do. */
import * as v from 'valibot'
import { missing } from './fields/missing.ts'
import { PuzzleAnswer } from './fields/puzzle-answer.ts'
import type { Refusal } from './refusal.ts'

/** The picture and the side of its piece, in pixels of its own; a slider says how far the piece was moved. */
export const PICTURE = { width: 320, height: 160, piece: 52 } as const

const PuzzleId = v.pipe(v.string(), v.maxLength(40))

/**
 * - `position`: where the piece was let go, in pixels of the picture from its left edge.
 * - `trace`: how it came there, `milliseconds:position` of each movement, joined by commas.
 */
export const AnswerSlider = v.object({
  puzzle: PuzzleId,
  position: v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)),
  trace: v.pipe(v.string(), v.maxLength(12_000)),
})
export type AnswerSlider = v.InferOutput<typeof AnswerSlider>

export const AnswerWords = v.object({ puzzle: PuzzleId, answer: PuzzleAnswer }, missing)
export type AnswerWords = v.InferOutput<typeof AnswerWords>

export type PuzzleReason = 'puzzle_wrong' | 'puzzle_over' | 'puzzle_too_often' | 'puzzle_all_drawn'

export const puzzleRefusals: Record<PuzzleReason, Refusal> = {
  puzzle_wrong: {
    status: 422,
    text: '这次没有对上，已经换了一道新的，请再来一次。拖不准的，可以改答文字题。',
  },
  puzzle_over: { status: 409, text: '这道题用过了，或者超过了 2 分钟，已经换了一道新的，请再来一次。' },
  puzzle_too_often: {
    status: 429,
    text: '试了 5 次都没有对上，这次找回密码结束了。请从第一步重新开始，或者到就近的人社窗口办理。',
  },
  puzzle_all_drawn: {
    status: 429,
    text: '这次找回密码已经出了 20 道题，不能再换。请从第一步重新开始，或者到就近的人社窗口办理。',
  },
}
