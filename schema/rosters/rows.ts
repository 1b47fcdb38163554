/** What a row of each template has to hold. Texts come folded from the cells; the rules are those of the single filings. */
import * as v from 'valibot'
import { ADDRESS_PARTS, addressKept, addressProblems } from '../fields/address.ts'
import { isRealDay } from '../fields/calendar.ts'
import { documentMatches } from '../fields/document-fields.ts'
import { anyDocumentNumberProblem, DocumentNumber } from '../fields/document-number.ts'
import { DocumentType } from '../fields/document-type.ts'
import {
  ContractKind,
  ContractReason,
  contractTermProblem,
  INSURED_AS,
  Job,
  RENEWAL,
} from '../fields/employment.ts'
import { EthnicGroup } from '../fields/ethnic-group.ts'
import { groupCheck } from '../fields/group-check.ts'
import { Household } from '../fields/household.ts'
import { identityNumberProblem } from '../fields/identity-number.ts'
import { Mobile } from '../fields/mobile.ts'
import { foldYuan, parseYuan, yuanProblem } from '../fields/money.ts'
import { addMonths, monthOf } from '../fields/month.ts'
import { pairCheck } from '../fields/pair-check.ts'
import { PersonName } from '../fields/person-name.ts'
import { TerminationReason } from '../fields/termination-reason.ts'
import { foldCode, foldLine } from '../fields/text.ts'
import { textField } from '../fields/text-field.ts'

const MONTHS_BACK = 6 // back payment reaches no further before the month of operation

const asIs = (text: string) => text
const day = (about: string, format: string, required?: string) =>
  textField(about, asIs, (text) => (text === '' ? required : isRealDay(text) ? undefined : format))
const amount = (about: string, required?: string) =>
  textField(about, foldYuan, (text) => (text === '' ? required : yuanProblem(text)))
const fenOf = (text: string) => parseYuan(text) ?? 0
const part = (about: string) => textField(about, foldLine, () => undefined)

const person = { name: PersonName, documentType: DocumentType, documentNumber: DocumentNumber }

/** @param today `YYYY-MM-DD` in China: the day of operation */
export const enrolmentRow = (today: string) =>
  v.pipe(
    v.object({
      ...person,
      mobile: Mobile,
      contractReason: ContractReason,
      contractKind: ContractKind,
      contractStart: day('劳动合同开始日期', 'contract_start.format', 'contract_start.required'),
      contractEnd: day('劳动合同终止日期，可以为空', 'contract_end.format'),
      job: Job,
      insuredAs: textField('参保身份代码，续签时可以为空', foldCode, (code) =>
        code === '' || Object.hasOwn(INSURED_AS, code) ? undefined : 'insured_as.unknown',
      ),
      wage: amount('月缴费工资，单位元，续签时可以为空'),
    }),
    documentMatches('documentType', 'documentNumber', () => today),
    pairCheck('contractReason', 'contractStart', (reason, start) => startProblem(reason, start, today)),
    groupCheck(['contractKind', 'contractStart', 'contractEnd'], (row) => {
      const problem = contractTermProblem(row.contractKind, row.contractStart, row.contractEnd)
      return problem ? { contractEnd: problem } : {}
    }),
    pairCheck('contractReason', 'insuredAs', (reason, code) =>
      reason !== RENEWAL && code === '' ? 'insured_as.required' : undefined,
    ),
    pairCheck('contractReason', 'wage', (reason, wage) =>
      reason !== RENEWAL && wage === '' ? 'wage.required' : undefined,
    ),
    // A renewal changes neither, whatever the row says.
    v.transform(({ insuredAs, wage, ...row }) => {
      const renewed = row.contractReason === RENEWAL
      return { ...row, insuredAs: renewed ? '' : insuredAs, wageFen: renewed ? undefined : fenOf(wage) }
    }),
  )

function startProblem(reason: string, start: string, today: string): string | undefined {
  if (reason === RENEWAL) return undefined
  if (start > today) return 'contract_start.future'
  return monthOf(start) < addMonths(monthOf(today), -MONTHS_BACK) ? 'contract_start.early' : undefined
}

export const terminationRow = (today: string) =>
  v.pipe(
    v.object({
      ...person,
      reason: TerminationReason,
      stopDay: day('停保时间', 'stop_day.format', 'stop_day.required'),
    }),
    documentMatches('documentType', 'documentNumber', () => today),
  )

export const basicDataRow = (today: string) =>
  v.pipe(
    v.object({
      ...person,
      mobile: Mobile,
      ethnicGroup: EthnicGroup,
      household: Household,
      ...{ province: part('省'), city: part('市'), county: part('区县') },
      ...{ street: part('街道'), village: part('社区村') },
    }),
    documentMatches('documentType', 'documentNumber', () => today),
    groupCheck(['household', ...ADDRESS_PARTS], (row) => addressProblems(row.household, row)),
    v.transform((row) => ({ ...row, ...addressKept(row.household, row) })),
  )

export const baseAdjustmentRow = (today: string) =>
  v.pipe(
    v.object({
      name: PersonName,
      // Without a type beside it: eighteen characters are a citizen's, anything else is known to the ledger or not.
      documentNumber: textField('证件号码', foldCode, (number) =>
        /^\d{17}[\dX]$/.test(number)
          ? identityNumberProblem(number, today)
          : anyDocumentNumberProblem(number),
      ),
      oldBase: amount('原缴费基数，单位元', 'old_base.required'),
      newBase: amount('新缴费基数，单位元', 'new_base.required'),
    }),
    pairCheck('oldBase', 'newBase', (before, after) =>
      fenOf(after) > fenOf(before) ? undefined : 'new_base.not_above',
    ),
    v.transform(({ oldBase, newBase, ...row }) => ({
      ...row,
      oldBaseFen: fenOf(oldBase),
      newBaseFen: fenOf(newBase),
    })),
  )

const SCHEMAS = {
  enrolment: enrolmentRow,
  termination: terminationRow,
  'basic-data': basicDataRow,
  'base-adjustment': baseAdjustmentRow,
}
export type Rows = { [Code in keyof typeof SCHEMAS]: v.InferOutput<ReturnType<(typeof SCHEMAS)[Code]>> }
export const rowSchema = <Code extends keyof Rows>(template: Code, today: string) =>
  SCHEMAS[template](today) as unknown as v.GenericSchema<Record<string, string>, Rows[Code]>
