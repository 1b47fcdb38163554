/** Filings of social insurance: their kinds, what they come to, and how they are listed. */
import * as v from 'valibot'

/** What a unit files, by the codes of the catalogue; a batch has the same. */
export const FILED_ITEMS = ['enrolment', 'termination', 'basic-data', 'base-adjustment'] as const
export type FiledItem = (typeof FILED_ITEMS)[number]

/** As the ledger names them: a renewal is an enrolment's form, and a fact of another kind. */
export const filingKindNames = {
  basic_data: '人员基础信息采集',
  enrolment: '用工参保登记',
  renewal: '续签登记',
  termination: '退工停保登记',
  base_adjustment: '缴费基数调整',
  rollback: '人员变更回退',
} as const
export type FilingKind = keyof typeof filingKindNames
export const FilingKind = v.picklist(Object.keys(filingKindNames) as FilingKind[])

/** Something to know about a filing that was taken. */
export const FilingNotice = v.object({ code: v.string(), text: v.string() })

/** Amounts in fen, what the unit and what the person pays. */
export const Amounts = v.object({ unitFen: v.number(), personFen: v.number() })
export type Amounts = v.InferOutput<typeof Amounts>

/** What a filing came to. `monthly` from the settlement month on; `due` what comes with it at once, months paid back. */
export const Filed = v.object({
  filingId: v.string(),
  kind: FilingKind,
  settlementMonth: v.string(),
  monthly: v.nullable(Amounts),
  due: v.nullable(Amounts),
  notices: v.array(FilingNotice),
})
export type Filed = v.InferOutput<typeof Filed>

/** A filing in a list; the person is masked. `standing`: whether it holds or was undone. */
export const FilingEntry = v.object({
  filingId: v.string(),
  kind: FilingKind,
  name: v.string(),
  documentNumber: v.string(),
  filedAt: v.string(),
  settlementMonth: v.string(),
  standing: v.picklist(['holds', 'undone']),
})
export type FilingEntry = v.InferOutput<typeof FilingEntry>

export const FilingList = v.object({
  settlementMonth: v.string(),
  filings: v.array(FilingEntry),
  next: v.nullable(v.string()),
})
export type FilingList = v.InferOutput<typeof FilingList>
