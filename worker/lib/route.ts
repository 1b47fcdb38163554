/**
 * What a route says of itself: who may call it, what it takes, what it answers. Each middleware carries its
 * part; the API document and the test that walks every route read them from the router itself.
 */
import type { MiddlewareHandler } from 'hono'
import type { GenericSchema } from 'valibot'
import type { Refusal } from '../../schema/refusal.ts'
import type { Env } from './env.ts'

/** What a route answers: a body of this shape, none, or HTML. */
export type Answered = GenericSchema | null | 'html'

export interface RouteFacts {
  /** Who may call it (allow.ts). */
  access?: string
  summary?: string
  takes?: GenericSchema
  query?: GenericSchema
  answers?: Record<number, Answered>
  refusals?: Record<string, Refusal>
}

const FACTS = Symbol('route facts')

export const withFacts = <M extends object>(middleware: M, facts: RouteFacts): M =>
  Object.assign(middleware, { [FACTS]: facts })

export const factsOf = (handler: object): RouteFacts | undefined =>
  (handler as { [FACTS]?: RouteFacts })[FACTS]

/** Says what an API route does, answers and may refuse. */
export const answers = (
  summary: string,
  replies: Record<number, Answered>,
  refusals: Record<string, Refusal> = {},
): MiddlewareHandler<Env> =>
  withFacts((_c: unknown, next: () => Promise<void>) => next(), { summary, answers: replies, refusals })
