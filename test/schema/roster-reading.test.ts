import { describe, expect, it } from 'vitest'
import { type JudgedRow, judged } from '../../schema/rosters/reading/judge.ts'
import { openRoster, type Roster } from '../../schema/rosters/reading/roster.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { all, expectedRows, FILED_ON, outcomeOf, rosterFile } from '../support/roster-files.ts'

const open = (name: string) => openRoster(sourceOf(rosterFile(name)))
const rowsOf = (roster: Roster) => all(judged(roster, FILED_ON))
const messy = expectedRows['enrolment-messy.xlsx']

/** What a mended or refused cell is expected to be about, by a word of the expectation. */
const ABOUT: [RegExp, string][] = [
  [/full-width digits/, 'documentNumber repair.width'],
  [/: spaces/, 'documentNumber repair.space'],
  [/lower-case x/, 'documentNumber repair.case'],
  [/mobile stored as a number/, 'mobile repair.number'],
  [/mobile with prefix/, 'mobile repair.mobile'],
  [/serial number/, 'contractStart repair.serial'],
  [/wage with/, 'wage repair.amount'],
  [/below the floor/, 'wage wage.below_floor'],
  [/above the cap/, 'wage wage.above_cap'],
  [/no such date/, 'contractStart contract_start.format'],
  [/invalid: wage/, 'wage money.format'],
  [/open-ended contract/, 'contractEnd contract_end.open_ended'],
  [/fixed term without/, 'contractEnd contract_end.required'],
  [/ends before/, 'contractEnd contract_end.before_start'],
  [/check digit/, 'documentNumber document_number.check_digit'],
  [/twice in the file/, ' row.duplicate'],
  [/name missing/, 'name person_name.required'],
  [/job code unknown/, 'job job.unknown'],
  [/formula text/, 'name person_name.character'],
  [/cannot be repaired/, 'documentNumber document_number.damaged'],
]
const saidOf = ({ check }: JudgedRow) =>
  [check?.problems, check?.repairs, check?.notices].flatMap((all) =>
    (all ?? []).map((it) => `${it.column} ${it.code}`),
  )

describe('reading a table that somebody really has', () => {
  it('finds the sheet, the headers below a title and the columns in their own order', async () => {
    const roster = await open('enrolment-messy.xlsx')
    expect(roster.sheets[roster.sheet]?.name).toBe(messy.sheet)
    expect(roster).toMatchObject({ template: 'enrolment', headerRow: messy.header_row, missing: [] })
    expect(Object.keys(roster.mapping)).toHaveLength(11)
  })

  it('judges every row as a person would', async () => {
    const rows = new Map((await rowsOf(await open('enrolment-messy.xlsx'))).map((row) => [row.row, row]))
    messy.rows_in_order.forEach((words, place) => {
      const row = rows.get(messy.first_data_row + place)
      if (words.startsWith('blank')) {
        expect(row).toBeUndefined()
        return
      }
      if (!row) throw new Error(`row ${messy.first_data_row + place} is missing`)
      // A passport may be taken, or asked about.
      const outcomes = words.includes('passport') ? ['valid', 'invalid'] : [/^[a-z]+/.exec(words)?.[0]]
      expect(outcomes, `row ${row.row}, ${words}`).toContain(outcomeOf(row))
      const about = ABOUT.find(([pattern]) => pattern.test(words))
      if (about) expect(saidOf(row), words).toContain(about[1])
    })
    const last = rows.get(messy.first_data_row + messy.rows_in_order.length)
    expect(last?.kind).toBe('total')
    expect(rows.size).toBe(messy.rows_in_order.length) // one blank less, one total more
  })

  it('keeps of a formula what it came to', async () => {
    const row = (await rowsOf(await open('enrolment-messy.xlsx'))).find(({ row }) => row === 32)
    expect(row?.cells.wage).toEqual({ kind: 'number', text: '6500', formula: true })
    expect(row?.check?.value).toMatchObject({ wageFen: 650_000 })
  })

  it.each(['enrolment-clean.xlsx', 'termination-clean.xlsx', 'enrolment-gbk.csv'])(
    'finds nothing wrong in %s',
    async (name) => {
      const rows = await rowsOf(await open(name))
      expect(rows).toHaveLength(expectedRows[name]?.rows ?? 0)
      expect(rows.map(outcomeOf)).toEqual(rows.map(() => 'valid'))
    },
  )

  it('knows the encoding of a CSV file', async () => {
    expect(await open('enrolment-gbk.csv')).toMatchObject({ format: 'csv', encoding: 'gb18030' })
  })

  it('reads bytes and a blob alike', async () => {
    const bytes = rosterFile('termination-clean.xlsx')
    for (const source of [sourceOf(bytes), sourceOf(new Blob([bytes]))])
      expect(await rowsOf(await openRoster(source))).toHaveLength(60)
  })
})
