import type { Examples } from '../ui/examples.ts'
import type { WordsPuzzleProps } from './words-puzzle.tsx'

const question =
  '窗口旁有六瓶墨水、四个苹果、九把椅子、五封信、三张车票。请先写「信」的数量，再写「苹果」的数量，两个数字连着写。'

export const wordsPuzzleExamples: Examples<WordsPuzzleProps> = {
  empty: { action: '/recovery/puzzle/words', question, values: {}, errors: [], hidden: { puzzle: 'x' } },
  wrong: {
    ...{ action: '/recovery/puzzle/words', question, values: {}, errors: [], hidden: { puzzle: 'x' } },
    problem: '这次没有对上，已经换了一道新的，请再来一次。',
  },
}
