/** Whether somebody is told what happened, in words of theirs, and what they can do. */
import { expect } from 'vitest'
import type { Reply } from '../../support/client.ts'

/** What the person reads: a problem's title, or what the page says in its main part. */
export function wordsOf({ json, text }: Reply): string {
  const title = (json as { title?: string } | undefined)?.title
  if (title !== undefined) return title
  const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(text) ?? []
  return main.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

/** A program knows what to do next; a person needs something to press. */
const hasWayOn = ({ json, text }: Reply) => json !== undefined || /<form|class="button/.test(text)

export function isTold(reply: Reply) {
  expect(reply.status).not.toBe(500)
  expect(wordsOf(reply)).toMatch(/[\p{Script=Han}]{6,}.*。/u)
  expect(wordsOf(reply)).not.toMatch(/[A-Za-z]{4,}|undefined|null/)
  expect(hasWayOn(reply)).toBe(true)
}
