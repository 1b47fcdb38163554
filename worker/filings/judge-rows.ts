/** A chunk of rows judged: which persons they mean, what is known of these, and what each row comes to. */
import { RENEWAL } from '../../schema/fields/employment.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import type { FiledItem } from '../../schema/filings.ts'
import type { Rows } from '../../schema/rosters/rows.ts'
import type { Bindings } from '../lib/env.ts'
import { inLanes } from '../lib/lanes.ts'
import { sealer } from '../lib/sealed.ts'
import { partners } from '../partners/index.ts'
import { judgeAdjustment } from './judge-adjustment.ts'
import { judgeEnrolment } from './judge-enrolment.ts'
import { judgeTermination } from './judge-termination.ts'
import { documentsOf, meantBy, type Named, personIndexes, recordsOf } from './persons.ts'
import type { Judged, Plan, Scene, Standing } from './plan.ts'
import * as read from './read-store.ts'
import { collectedNow } from './same-data.ts'
import { standingsOf } from './standings.ts'

/** A row that holds by itself: the schema's output, its place in its file, and which of several records was chosen. */
export type FiledRow<Item extends FiledItem = FiledItem> = {
  row: number
  insuredId?: string | undefined
} & (Item extends 'base-adjustment' ? Rows[Item] & { fromMonth: string; askedOn?: string } : Rows[Item])

/** What the police said of a row: each is asked about once, however often its chunk is judged anew. */
export type Heard = Map<number, Refused | null>

export interface JudgedRow {
  row: number
  judged: Judged
}

export async function judgeRows(
  env: Bindings,
  scene: Scene,
  now: number,
  item: FiledItem,
  rows: readonly FiledRow[],
  heard: Heard = new Map(),
): Promise<JudgedRow[]> {
  const records = await recordsOf(env, rows, now)
  const saidSelf =
    item === 'enrolment' ? await saidThemselves(env, rows, records, scene.today) : new Set<string>()
  const standings = await standingsOf(env, scene, records.flat(), saidSelf, item === 'base-adjustment')
  const isOwn = (id: string) => (standings.get(id)?.own.length ?? 0) > 0
  const hasData = (id: string) => standings.get(id)?.hasData ?? false
  const strangers = item === 'basic-data' ? await namesChecked(env, rows, records, heard) : heard
  const collected =
    item === 'basic-data' ? await collectedNow(env, scene, records.flat()) : new Map<string, string>()
  return Promise.all(
    rows.map(async (row, at): Promise<JudgedRow> => {
      const known = records[at] ?? []
      if (item === 'basic-data' && known.length === 0) {
        const refused = strangers.get(row.row)
        const plan = () => dataPlan(row as FiledRow<'basic-data'>, undefined)
        return { row: row.row, judged: refused ? { ok: false, error: refused } : { ok: true, value: plan() } }
      }
      if (mustBeOwn(item, row) && !known.some(({ id }) => isOwn(id)))
        return { row: row.row, judged: { ok: false, error: { code: 'not_enrolled_here' } } }
      const meant = await meantBy(env, row, known, isOwn, hasData)
      const standing = meant.ok ? standings.get(meant.value.id) : undefined
      if (!meant.ok) return { row: row.row, judged: meant }
      if (!standing) throw new Error('whoever was found has a standing')
      if (collected.get(standing.insuredId) === dataIn(row))
        return { row: row.row, judged: { ok: false, error: { code: 'data_same' } } }
      return { row: row.row, judged: judge(item, row, standing, scene) }
    }),
  )
}

/** About somebody who is insured here: of anybody else nothing is told, not even whether the number or the name is known. */
const mustBeOwn = (item: FiledItem, row: FiledRow) =>
  item === 'termination' ||
  item === 'base-adjustment' ||
  ('contractReason' in row && row.contractReason === RENEWAL)

function judge(item: FiledItem, row: FiledRow, standing: Standing, scene: Scene): Judged {
  switch (item) {
    case 'enrolment':
      return judgeEnrolment(row as FiledRow<'enrolment'>, standing, scene)
    case 'termination':
      return judgeTermination(row as FiledRow<'termination'>, standing, scene)
    case 'base-adjustment':
      return judgeAdjustment(row as FiledRow<'base-adjustment'>, standing, scene)
    case 'basic-data':
      return { ok: true, value: dataPlan(row as FiledRow<'basic-data'>, standing) }
  }
}

/** What a row says of somebody beside who it is, as it is kept. */
function dataIn(filed: FiledRow): string {
  const {
    row: _row,
    insuredId: _chosen,
    name: _name,
    documentType: _type,
    documentNumber: _number,
    ...data
  } = filed as FiledRow<'basic-data'>
  return JSON.stringify(data)
}

function dataPlan(row: FiledRow<'basic-data'>, standing: Standing | undefined): Plan {
  return {
    ...{ kind: 'basic_data', insuredId: standing?.insuredId ?? '', latest: standing?.latest ?? '' },
    ...{ owed: [], notices: [], data: { json: dataIn(row), hasHousehold: row.household !== '' } },
    ...(!standing && { newInsured: true as const }),
  }
}

/** Records of those who have said their own 户籍性质 in the personal account. */
async function saidThemselves(
  env: Bindings,
  rows: readonly Named[],
  records: readonly read.InsuredRow[][],
  today: string,
): Promise<Set<string>> {
  const ring = await sealer(env.SEALING_KEYS)
  const indexes = await Promise.all(
    rows.map(async (row) =>
      (await Promise.all(documentsOf(row, today).map((document) => personIndexes(ring, document)))).flat(),
    ),
  )
  const { results } = await read.householdsOf(env.DB, indexes.flat()).all<{ document_index: string }>()
  const said = new Set(results.map(({ document_index }) => document_index))
  const ids = rows.flatMap((_, at) =>
    indexes[at]?.some((index) => said.has(index)) ? (records[at] ?? []).map(({ id }) => id) : [],
  )
  return new Set(ids)
}

const IDENTITY_CARD = '01'

/** Of persons new to the insurance: whether the police know this name under this number. */
async function namesChecked(
  env: Bindings,
  rows: readonly FiledRow[],
  records: readonly read.InsuredRow[][],
  heard: Heard,
): Promise<Heard> {
  const strangers = rows.filter(
    (row, at) =>
      records[at]?.length === 0 &&
      'documentType' in row &&
      row.documentType === IDENTITY_CARD &&
      !heard.has(row.row),
  )
  const { population } = partners(env)
  await inLanes(strangers, async ({ row, name, documentNumber }) => {
    const answer = await population.check({ name, documentNumber })
    if (!answer.ok) heard.set(row, { code: 'population_silent' })
    else heard.set(row, answer.value === 'no_match' ? { code: 'population_differs' } : null)
  })
  return heard
}
