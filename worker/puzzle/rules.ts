/** The two kinds of question, without I/O: what is asked, what is right, what no hand does. */
import { PICTURE } from '../../schema/puzzle.ts'

/** One answer a question, and not for long. */
export const PUZZLE_MS = 2 * 60_000
/** Wrong answers before the flow is over. */
export const MOST_WRONG = 5
/** Questions drawn for one flow, answered or not: a picture costs more than it looks. */
export const MOST_DRAWN = 20

/** How far beside the hole the piece may lie, in pixels of the picture: a finger's doubt, 5 % of the way. */
export const TOLERANCE = 6
/** The hole is never where the piece begins, nor cut by the edge. */
const HOLE = { from: 90, to: PICTURE.width - PICTURE.piece - 12 } as const

/** A number from 0 up to, not including, `below`. */
export type Random = (below: number) => number

export interface SliderAnswer {
  /** Left and top edge of the hole. */
  x: number
  y: number
}

export const drawHole = (random: Random): SliderAnswer => ({
  x: HOLE.from + random(HOLE.to - HOLE.from + 1),
  y: 8 + random(PICTURE.height - PICTURE.piece - 16),
})

export interface Movement {
  ms: number
  position: number
}

/** The movements as they were sent; undefined for what no slider of ours sends. */
export function readTrace(sent: string): Movement[] | undefined {
  if (!/^\d{1,6}:\d{1,3}(,\d{1,6}:\d{1,3})*$/.test(sent)) return undefined
  return sent.split(',').map((pair) => {
    const [ms = 0, position = 0] = pair.split(':').map(Number)
    return { ms, position }
  })
}

/** A hand or a key takes its time, moves more than once, never at one and the same beat, and ends where it lets go. */
const LEAST_MOVEMENTS = 4
const LEAST_MS = 200

export function isPlausible(trace: Movement[], position: number): boolean {
  const [first, last] = [trace[0], trace.at(-1)]
  if (!first || !last || trace.length < LEAST_MOVEMENTS || last.position !== position) return false
  if (last.ms - first.ms < LEAST_MS || last.ms > PUZZLE_MS) return false
  const gaps = trace.slice(1).map(({ ms }, at) => ms - (trace[at]?.ms ?? 0))
  const ways = trace.slice(1).map((now, at) => now.position - (trace[at]?.position ?? 0))
  if (gaps.some((gap) => gap < 0)) return false
  // One gap and one step throughout is a loop, not a hand; keys repeat with a jitter of their own.
  return new Set(gaps).size > 1 || new Set(ways).size > 2
}

export function judgeSlider(hole: SliderAnswer, position: number, trace: string): boolean {
  const movements = readTrace(trace)
  if (!movements || Math.abs(hole.x - position) > TOLERANCE) return false
  return isPlausible(movements, position)
}

/** What is counted, with the word that counts it. */
const THINGS = [
  ...['个苹果', '把钥匙', '本账册', '支铅笔', '张车票', '把雨伞', '只茶杯', '条毛巾', '封信', '盏台灯'],
  ...['顶帽子', '双手套', '块橡皮', '盆花', '件大衣', '瓶墨水', '枚印章', '副眼镜', '台电话', '把椅子'],
]
const NUMBERS = [...'二三四五六七八九']
const PLACES = ['桌上', '柜子里', '窗口旁', '抽屉里', '办公室里', '值班室里']

export interface WordsQuestion {
  question: string
  answer: string
}

/** Five things in different numbers; asked for are two of them, in another order than they stand. */
export function drawWords(random: Random): WordsQuestion {
  const take = <T>(list: T[]): T => list.splice(random(list.length), 1)[0] as T
  const things = [...THINGS]
  const numbers = [...NUMBERS]
  const row = Array.from({ length: 5 }, () => ({ thing: take(things), number: take(numbers) }))
  const rest = [...row]
  const [first, second] = [take(rest), take(rest)]
  const place = PLACES[random(PLACES.length)] ?? ''
  const told = row.map(({ thing, number }) => `${number === '二' ? '两' : number}${thing}`).join('、')
  const named = ({ thing }: { thing: string }) => `「${thing.slice(1)}」`
  return {
    question: `${place}有${told}。请先写${named(first)}的数量，再写${named(second)}的数量，两个数字连着写。`,
    answer: [first, second].map(({ number }) => NUMBERS.indexOf(number) + 2).join(''),
  }
}
