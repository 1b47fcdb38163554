/** Reads the hall's pages as far as tests need it: what stands in each field and what is said of it. */

const ENTITIES: Record<string, string> = {
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
}
const decoded = (html: string) =>
  html.replace(/&(?:quot|amp|lt|gt|#39);/g, (entity) => ENTITIES[entity] ?? entity)

/** The words of a piece of HTML. */
export const wordsOf = (html: string): string => decoded(html.replace(/<[^>]+>/g, ''))

const attribute = (tag: string, name: string) =>
  decoded(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

/** Name and value of every field with something in it; a box or choice that is not ticked has nothing in it. */
export function valuesIn(html: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input\b(?:"[^"]*"|[^">])*>/g)) {
    const ticked = !/type="(checkbox|radio)"/.test(tag) || / checked\b/.test(tag)
    const value = attribute(tag, 'value')
    if (ticked && value !== '' && !/type="hidden"/.test(tag)) values[attribute(tag, 'name')] = value
  }
  for (const [select, tag = ''] of html.matchAll(/(<select\b[^>]*>)[\s\S]*?<\/select>/g))
    values[attribute(tag, 'name')] = attribute(/<option[^>]* selected[^>]*>/.exec(select)?.[0] ?? '', 'value')
  return values
}

/** Name and value of what a form posts unseen. */
export const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'name'),
      attribute(tag, 'value'),
    ]),
  )

/** The sentence beside each field that has one. */
export const errorsIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/id="field-(\w+)-error">([\s\S]*?)<\/p>/g)].map(([, field, said]) => [
      field,
      wordsOf(said ?? ''),
    ]),
  )

/** What the summary on top says; empty where there is none. */
export const summaryIn = (html: string): string =>
  wordsOf(/class="error-summary"[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '')

/** The page's heading. */
export const headingOf = (html: string): string => wordsOf(/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '')
