/** A refusal is data: its reason, the status on the wire, and the sentence a person reads. */
import * as v from 'valibot'
import { RecordChoice } from './record-choice.ts'

export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 500 | 502 | 503
  /** What happened, why if known, what to do now. */
  text: string
  /** The form field it belongs to, if it belongs to one. */
  field?: string
}

/** RFC 9457. `errors` names fields and codes and never repeats what was typed. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  reason: v.string(),
  errors: v.optional(v.array(v.object({ field: v.string(), code: v.string() }))),
  /** Where a number has several records: ask again with the `insuredId` of the one that is meant. */
  choices: v.optional(v.array(RecordChoice)),
})
export type Problem = v.InferOutput<typeof Problem>

/** Refusals that any route may give. */
export type CommonReason =
  | 'invalid'
  | 'broken_json'
  | 'wrong_type'
  | 'too_large'
  | 'foreign_form'
  | 'not_found'
  | 'failed'

export const commonRefusals: Record<CommonReason, Refusal> = {
  invalid: { status: 422, text: '有几处需要改一下，请看标出的地方。' },
  broken_json: { status: 400, text: '这次提交的内容没有读懂，可能传输时损坏了。请重新提交一次。' },
  wrong_type: { status: 415, text: '这种格式的内容收不了。请用页面上的表单提交，或按接口文档的格式发送。' },
  too_large: { status: 413, text: '提交的内容太大，没有收下。请删减后再提交。' },
  foreign_form: {
    status: 403,
    text: '这个表单不是从本大厅的页面提交的，为了安全没有办理。请回到大厅页面重新填写。',
  },
  not_found: { status: 404, text: '没有找到您要的内容，地址可能输错了，或者已经撤下。' },
  failed: {
    status: 500,
    text: '大厅这边出了问题，刚才的操作没有完成。请过一会儿再试；如果一直这样，请把页面下方的编号告诉服务热线。',
  },
}
