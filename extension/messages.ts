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

/** `within`: origin of the outermost page, where the asking one is a frame in it. For the person's eyes; nothing rests on it. */
export const Ask = v.object({
  request: PageRequest,
  within: v.optional(v.pipe(v.string(), v.maxLength(300))),
})
export type Ask = v.InferOutput<typeof Ask>

/** The port between content script and background: one question, one answer, and it closes with the frame. */
export const ASK_PORT = 'ask'

export const messages = {
  /** A page of the hall and the content script in it, by `window.postMessage`. */
  page: { asks: PageMessage, answers: AnswerMessage },
  /** Content script and background, by a port named `ASK_PORT`. */
  frame: { asks: Ask, answers: PageAnswer },
  /** Background and native host, by a native port. */
  host: { asks: HostRequest, answers: HostAnswer },
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
