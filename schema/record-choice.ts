/** One of several records of a number, to choose from: masked, with what tells it from the others. */
import * as v from 'valibot'

export const RecordChoice = v.object({
  insuredId: v.string(),
  name: v.string(),
  documentNumber: v.string(),
  /** The day since which it is known, `YYYY-MM-DD`. */
  since: v.string(),
  /** Whether basic data were collected for it. */
  collected: v.boolean(),
})
export type RecordChoice = v.InferOutput<typeof RecordChoice>

/** Two may say the same; their places tell them apart. */
export const sayChoice = ({ name, documentNumber, since, collected }: RecordChoice, place: number): string =>
  `第 ${place} 条：${name} ${documentNumber}，${since} 登记，${collected ? '采集过' : '没有采集过'}基础信息`
