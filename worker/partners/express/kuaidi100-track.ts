import * as v from 'valibot'
import type { ParcelState } from '../../../schema/express.ts'
import { dropInvisible } from '../../../schema/fields/text.ts'
import type { ParcelTrack, TrackLine } from './port.ts'

/** Numbers of the platform. Those of the customs (8, 10 to 13) are a part of the way. */
const STATES: Record<string, ParcelState> = {
  ...{ 0: 'travelling', 1: 'collected', 2: 'troubled', 3: 'delivered', 4: 'returned', 5: 'delivering' },
  ...{ 6: 'returning', 7: 'forwarded', 14: 'declined' },
  ...{ 8: 'travelling', 10: 'travelling', 11: 'travelling', 12: 'travelling', 13: 'troubled' },
}
/** The number that it also gives where it knows nothing. */
const NO_NEWS = '0'

/** What a line's own state is called, or what the name has in it, such as 投柜或驿站签收. */
const NAMES: Record<string, ParcelState> = {
  ...{ 揽收: 'collected', 拒签: 'declined', 退签: 'returned', 退回: 'returning', 签收: 'delivered' },
  ...{ 代签: 'delivered', 派件: 'delivering', 投柜: 'delivering', 疑难: 'troubled', 转投: 'forwarded' },
}
const stateNamed = (name: string): ParcelState =>
  Object.entries(NAMES).find(([part]) => name.includes(part))?.[1] ?? 'travelling'

const Said = v.looseObject({ time: v.string(), context: v.string(), status: v.optional(v.string(), '') })
export const Answer = v.looseObject({
  ...{ com: v.string(), nu: v.string(), state: v.union([v.string(), v.number()]) },
  data: v.array(v.unknown()),
})

/** Nobody reads more, in characters. */
const LONGEST_WORDS = 500
const MOST_LINES = 200

/** Local time of China, whatever the season. */
function timeOf(written: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written)) return undefined
  const at = Date.parse(`${written.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at) ? undefined : at
}

/** As it was written, full-width punctuation and all. */
const oneLine = (written: string) =>
  dropInvisible(written)
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** A line that cannot be read is left out: the others are as good as before. */
function lineOf(said: unknown): TrackLine[] {
  const line = v.safeParse(Said, said)
  if (!line.success) return []
  const { time, context, status } = line.output
  const at = timeOf(time)
  const words = oneLine(context).slice(0, LONGEST_WORDS)
  return at === undefined || words === '' ? [] : [{ at, state: stateNamed(status), words }]
}

export function trackOf({ state, data }: v.InferOutput<typeof Answer>): ParcelTrack {
  const read = data.slice(0, MOST_LINES).flatMap(lineOf)
  const known = read.length > 0 || String(state) !== NO_NEWS
  // The newest comes first; lines of one second keep their order.
  const lines = read.toReversed().toSorted((a, b) => a.at - b.at)
  return { state: known ? STATES[String(state)] : undefined, lines }
}
