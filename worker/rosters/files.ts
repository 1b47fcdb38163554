/** Files that are made when somebody asks for them, and kept nowhere: templates, results, rows to correct. */
import { TEMPLATE_NAMES, type TemplateCode } from '../../schema/rosters/names.ts'
import { resultFile } from '../../schema/rosters/writing/result.ts'
import { templateFile } from '../../schema/rosters/writing/template.ts'
import type { Bindings } from '../lib/env.ts'
import { openPiecesKey, partsOf } from '../lib/sealed-pieces.ts'
import { contentOf, filePlace, KEY_PLACE } from './places.ts'
import { doneRows } from './results.ts'
import { cellsOf, openHead } from './rows.ts'
import { openAbout } from './show.ts'
import type { RosterRow } from './store.ts'

export interface MadeFile {
  body: Uint8Array<ArrayBuffer>
  type: string
  name: string
}

/** Which rows a file is of. */
export const FILE_KINDS = ['failed', 'all'] as const
export type FileKind = (typeof FILE_KINDS)[number]
export const isFileKind = (text: string): text is FileKind => FILE_KINDS.some((kind) => kind === text)

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const TYPES = { xlsx: XLSX, csv: 'text/csv; charset=utf-8' }
const WORDS: Record<FileKind, string> = { failed: '没有办成的行', all: '办理结果' }
const TRIAL_WORDS: Record<FileKind, string> = { failed: '不能办的行', all: '核对结果' }

export const blankTemplate = async (template: TemplateCode): Promise<MadeFile> => ({
  ...{ body: await templateFile(template), type: XLSX, name: `${TEMPLATE_NAMES[template]}模板.xlsx` },
})

/** The file as it came. */
export async function sentFileOf(env: Bindings, roster: RosterRow): Promise<MadeFile> {
  const key = await openPiecesKey(env, roster.file_key_sealed, KEY_PLACE)
  const part = partsOf(env, filePlace(contentOf(roster)), key, roster.bytes)
  const { name } = await openAbout(env, roster)
  const body = new Uint8Array(await part(0, roster.bytes))
  return { body, type: TYPES[roster.format], name }
}

/** The rows as they came, in the format and with the columns that they came in, each with what came of it. */
export async function fileOf(env: Bindings, roster: RosterRow, kind: FileKind): Promise<MadeFile> {
  const { headers } = await openHead(env, roster)
  const trial = roster.trial === 1
  const [right, wrong] = trial ? (['fit', 'unfit'] as const) : (['done', 'failed'] as const)
  const rows = async function* () {
    for await (const row of doneRows(env, roster, kind))
      yield {
        ...{
          cells: cellsOf(row),
          outcome: row.reason === undefined ? right : wrong,
        },
        reason: row.reason ?? row.told.join(''),
      }
  }
  const { format, template } = roster
  const names = headers.map((header) => header ?? undefined)
  const { name } = await openAbout(env, roster)
  return {
    body: await resultFile(format, template, names, rows()),
    ...{
      type: TYPES[format],
      name: `${name.replace(/\.\w{1,5}$/, '')}-${(trial ? TRIAL_WORDS : WORDS)[kind]}.${format}`,
    },
  }
}
