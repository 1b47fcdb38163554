/** The puzzle: a picture to complete, or the equal question in words. */
import type { Context } from 'hono'
import type { AnswerSlider, AnswerWords } from '../../schema/puzzle.ts'
import { Island } from '../../widgets/island.tsx'
import { SliderPuzzle } from '../../widgets/slider-puzzle/slider-puzzle.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { WordsPuzzle } from '../../widgets/words-puzzle/words-puzzle.tsx'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import type { Puzzle } from '../puzzle/acts.ts'
import { askPuzzle, solve } from './acts.ts'
import { at, clockOf, type Shown, said } from './draw.tsx'
import { Sheet, TITLE } from './page.tsx'

const OTHER = { slider: 'words', words: 'slider' } as const

function Question({ puzzle, shown }: { puzzle: Puzzle; shown: ReturnType<typeof said> }) {
  if (puzzle.kind === 'words')
    return (
      <Island
        name="words-puzzle"
        component={WordsPuzzle}
        props={{
          ...{ action: '/recovery/puzzle/words', question: puzzle.question, hidden: { puzzle: puzzle.id } },
          ...{ values: {}, errors: shown.errors, problem: shown.problem },
        }}
      />
    )
  const { id, picture, piece, top } = puzzle
  return (
    <>
      {shown.problem && <Notice kind="stop" role="alert" title={shown.problem} />}
      <noscript>
        <Notice kind="stop" title="拼图要用脚本，这个浏览器没有开启，请改答文字题" />
      </noscript>
      <Island
        name="slider-puzzle"
        component={SliderPuzzle}
        props={{ action: '/recovery/puzzle/slider', id, picture, piece, top }}
      />
    </>
  )
}

export async function puzzlePage(c: Context<Env>, kind: Puzzle['kind'], shown: Shown = {}) {
  const recovery = await at(c, 'puzzle')
  if (recovery instanceof Response) return recovery
  const put = await askPuzzle(c, kind)
  const over = put.ok ? undefined : said({ refused: put.error })
  const form = over ?? said(shown)
  return view(
    c,
    {
      title: TITLE,
      islands: put.ok ? ['time-left', `${kind}-puzzle`] : ['time-left'],
      ...(form.status && { status: form.status }),
    },
    <Sheet step={0} clock={clockOf(c, recovery)}>
      <h2>安全验证</h2>
      {put.ok ? (
        <>
          <Question puzzle={put.value} shown={form} />
          <p>
            <a href={`/recovery/puzzle?way=${OTHER[kind]}`}>
              {kind === 'slider' ? '看不清、拖不动？改答文字题' : '改为拖动拼图'}
            </a>
          </p>
        </>
      ) : (
        <>
          <Notice kind="stop" role="alert" title={form.problem} />
          <ButtonLink kind="primary" href="/recovery">
            回到第一步
          </ButtonLink>
        </>
      )}
    </Sheet>,
  )
}

export const wayOf = (c: Context<Env>): Puzzle['kind'] =>
  c.req.query('way') === 'words' ? 'words' : 'slider'

/** Takes an answer; a wrong one brings a new question of the same kind. */
export async function postAnswer(c: Context<Env>, given: AnswerSlider | AnswerWords) {
  const solved = await solve(c, given)
  if (solved.ok) return c.redirect('/recovery/proof', 303)
  return puzzlePage(c, 'position' in given ? 'slider' : 'words', { refused: solved.error })
}
