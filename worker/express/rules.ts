/** What was typed to find a parcel. */
import { foldCode, foldLine } from '../../schema/fields/text.ts'

/** A waybill has no hyphens, a case number may: the same text is looked for as both. Undefined where nothing was typed. */
export function soughtBy(typed: string | undefined): { waybill: string; caseNumber: string } | undefined {
  const line = foldLine(typed ?? '').slice(0, 60)
  return line === ''
    ? undefined
    : { waybill: foldCode(line), caseNumber: line.replace(/ /g, '').toUpperCase() }
}
