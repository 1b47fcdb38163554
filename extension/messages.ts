/** Who says what to whom, in one table: what crosses a border is read by its schema, or not at all. */
import * as v from 'valibot'
import {
  AnswerMessage,
  type BridgeFault,
  type Failed,
  HostAnswer,
  HostRequest,
  PageAnswer,
  PageMessage,
  PageRequest,
} from '../schema/ca-bridge.ts'
import { MOST_ROSTER_BYTES } from '../schema/roster-job.ts'

/** `within`: origin of the outermost page, where the asking one is a frame in it. For the person's eyes; nothing rests on it. */
export const Ask = v.object({
  request: PageRequest,
  within: v.optional(v.pipe(v.string(), v.maxLength(300))),
})
export type Ask = v.InferOutput<typeof Ask>

/** A clean roster on its way from the panel to the hall's upload page. */
export const RosterPart = v.variant('kind', [
  v.object({
    kind: v.literal('offer'),
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_ROSTER_BYTES)),
  }),
  v.object({
    kind: v.literal('piece'),
    base64: v.pipe(v.string(), v.regex(/^[A-Za-z\d+/]*={0,2}$/)),
    last: v.boolean(),
  }),
])
/** `no_place`: this page has no input for it. */
export const RosterTaken = v.object({ kind: v.picklist(['go_on', 'taken', 'no_place']) })

/** A job whose end somebody wants to hear of. */
export const Followed = v.object({
  hall: v.string(),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  fileName: v.pipe(v.string(), v.maxLength(200)),
})
export type Followed = v.InferOutput<typeof Followed>

/** The port from the panel to the content script of a tab that the panel opened. */
export const ROSTER_PORT = 'roster'

/** The port between content script and background: one question, one answer, and it closes with the frame. */
export const ASK_PORT = 'ask'

export const messages = {
  /** A page of the hall and the content script in it, by `window.postMessage`. */
  page: { asks: PageMessage, answers: AnswerMessage },
  /** Content script and background, by a port named `ASK_PORT`. */
  frame: { asks: Ask, answers: PageAnswer },
  /** Background and native host, by a native port. */
  host: { asks: HostRequest, answers: HostAnswer },
  /** Panel and content script, by a port named `ROSTER_PORT`. */
  roster: { asks: RosterPart, answers: RosterTaken },
  /** A page of ours and the background, by a message: tell me when this job is over. */
  follow: { asks: Followed, answers: v.undefined() },
} as const

type Table = typeof messages
export type Asks<Border extends keyof Table> = v.InferOutput<Table[Border]['asks']>
export type Answers<Border extends keyof Table> = v.InferOutput<Table[Border]['answers']>

/** The message as its schema gives it, or nothing. Never the reasons: they would repeat what was sent. */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  message: unknown,
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, message)
  return result.success ? result.output : undefined
}

export const failed = (fault: BridgeFault): Failed => ({ ok: false, fault })
