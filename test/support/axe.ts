/** What checks pages for what keeps people out: axe, its source, and what it is asked. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

/** The minified one: a page takes half as long to read it. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Nothing is told of what is right, and no style sheet is fetched a second time: that serves one rule alone, about
 * sheets that turn with the device, of which the house has none (style.test.ts).
 */
const OPTIONS = { resultTypes: ['violations'], preload: false }

/** Rules broken, each with the elements that break it; all rules unless some are named. The page has the source. */
export async function broken(page: Page | Frame, rules?: string[]): Promise<string[]> {
  const options = { ...OPTIONS, ...(rules && { runOnly: rules }) }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}
