/** The elements drawn for a portal's server, which puts them into its page as they are. */
import { Hono } from 'hono'
import * as v from 'valibot'
import { ElementQuery, elementRefusals } from '../../schema/embed.ts'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers, withFacts } from '../lib/route.ts'
import { findClient } from '../oidc/client-store.ts'
import { drawElement, isElement, judgeElement } from './element.ts'

const takesQuery = withFacts((_c: unknown, next: () => Promise<void>) => next(), { query: ElementQuery })

export const embedApi = new Hono<Env>().get(
  '/widgets/:element',
  allow('anyone'),
  answers(
    'An element with a declarative shadow root around its frame, to be put into a page as it is; the query names its attributes, and `fallback` where the link inside it leads',
    { 200: 'html' },
    elementRefusals,
  ),
  takesQuery,
  async (c) => {
    const element = c.req.param('element')
    if (!isElement(element)) return problem(c, elementRefusals, 'element_unknown')
    const query = v.safeParse(ElementQuery, c.req.query())
    if (!query.success) {
      const fields = [...new Set(query.issues.map((issue) => v.getDotPath(issue) ?? ''))]
      const errors = fields.map((field) => ({ field, code: 'element_attribute' }))
      return problem(c, elementRefusals, 'element_attribute', errors)
    }
    const { ORIGIN, DB } = c.env
    const client = await findClient(DB, query.output['client-id'])
    const judged = judgeElement(ORIGIN, element, query.output, client)
    if (!judged.ok) return problem(c, elementRefusals, judged.error.reason, judged.error.errors)
    return c.html(drawElement(ORIGIN, element, query.output, judged.value))
  },
)
