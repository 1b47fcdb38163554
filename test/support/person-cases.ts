/** Cases that persons file for themselves, as people do it, without a browser. */
import { must, type Outside } from './builders.ts'
import { aFile, itemOf, valuesFor } from './cases.ts'
import type { Visitor } from './client.ts'
import { submitFile } from './counter.ts'

export const OWN = '/person/cases'

/** A new draft for an office of Taizhou; answers its id. */
export async function anOwnDraft(visitor: Visitor, code = 'flexible-termination'): Promise<string> {
  const started = await must(303, visitor.submit(`${OWN}/new/${code}`, { region: '321202' }))
  return /\/cases\/(\w+)\/edit$/.exec(started.headers.get('location') ?? '')?.[1] ?? ''
}

export const submitOwn = (visitor: Visitor, id: string, fields: Record<string, string | Blob>) =>
  submitFile(visitor, `${OWN}/${id}/edit`, fields)

/** A case that a person submitted, with every paper that its item takes; answers its id. */
export async function anOwnCase(visitor: Visitor, code = 'flexible-termination'): Promise<string> {
  const id = await anOwnDraft(visitor, code)
  const item = itemOf(code)
  const papers = item.materials?.map(({ key }) => [`file_${key}`, aFile('材料.pdf')]) ?? []
  const fields = { act: 'submit', ...valuesFor(item), ...Object.fromEntries(papers) }
  await must(303, submitOwn(visitor, id, fields))
  return id
}

/** The case's page at the counter. */
export async function ownQueuePath({ hall }: Pick<Outside, 'hall'>, id: string): Promise<string> {
  const of = hall.db?.prepare('SELECT person_id FROM person_case WHERE id = ?').bind(id)
  return `/counter/person-cases/${await of?.first<string>('person_id')}/${id}`
}
