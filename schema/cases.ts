/** Cases: what a unit asked an office for, how far it is, and what it came to. */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'

export const stateNames = {
  draft: '待提交',
  unit_review: '单位审核',
  submitted: '已提交',
  accepted: '已受理',
  supplement: '补正',
  in_review: '业务审核',
  done: '办结',
  refused: '不受理',
  withdrawn: '已撤回',
} as const
export type CaseState = keyof typeof stateNames
export const CaseState = v.picklist(Object.keys(stateNames) as CaseState[])

/**
 * Where a case is counted: nowhere yet, 办理中, 已办结, or nowhere any more. What the unit took back itself was never
 * decided, so it is no 已办结 and waits for no evaluation.
 */
export const phaseNames = {
  draft: '待提交',
  open: '办理中',
  ended: '已办结',
  withdrawn: '已撤回',
} as const
export type Phase = keyof typeof phaseNames

export const phaseOf = (state: CaseState): Phase => {
  if (state === 'draft' || state === 'withdrawn') return state
  return state === 'done' || state === 'refused' ? 'ended' : 'open'
}

export const outcomeNames = { passed: '通过', failed: '不通过' } as const
export type Outcome = keyof typeof outcomeNames

/** The state in words, with what it came to. */
export const stateInWords = (state: CaseState, outcome: Outcome | null): string =>
  outcome === null ? stateNames[state] : `${stateNames[state]}（${outcomeNames[outcome]}）`

/** 好差评: the two lowest need a reason. */
export const ratingNames = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const
export const NEEDS_REASON = 2

/** What happened to a case, as its timeline says it. */
export const eventNames = {
  submit: '单位提交',
  resubmit: '单位补正后再次提交',
  withdraw: '单位撤回',
  endorse: '单位审核通过',
  send_back: '单位审核退回',
  accept: '窗口受理',
  ask: '窗口要求补正',
  examine: '转入业务审核',
  pass: '办结，通过',
  fail: '办结，不通过',
  refuse: '窗口决定不受理',
  rate: '单位评价',
} as const
export type CaseEvent = keyof typeof eventNames

export const WORDS_MAX = 500
export const MAX_FILES = 20
export const FILE_MAX_BYTES = 20 * 1024 * 1024

export const fileTypes = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
} as const
export type FileType = keyof typeof fileTypes

const time = v.string()
const CaseSummary = v.object({
  id: v.string(),
  /** Date first; null for a draft. */
  caseNumber: v.nullable(v.string()),
  item: v.string(),
  itemName: v.string(),
  state: CaseState,
  stateName: v.string(),
  outcome: v.nullable(v.picklist(['passed', 'failed'])),
  submittedAt: v.nullable(time),
  endedAt: v.nullable(time),
  rating: v.nullable(v.number()),
})
export type CaseSummary = v.InferOutput<typeof CaseSummary>

export const CaseList = v.object({
  cases: v.array(CaseSummary),
  /** Ask again with `before` set to this for what is older; null at the end. */
  next: v.nullable(v.string()),
})
export type CaseList = v.InferOutput<typeof CaseList>

/** One case with all that belongs to it. Times are ISO 8601. */
export const CaseDetail = v.object({
  ...CaseSummary.entries,
  fields: v.array(v.object({ key: v.string(), label: v.string(), value: v.string() })),
  files: v.array(v.object({ id: v.string(), material: v.string(), type: v.string(), bytes: v.number() })),
  timeline: v.array(
    v.object({ at: time, event: v.string(), eventName: v.string(), words: v.nullable(v.string()) }),
  ),
})
export type CaseDetail = v.InferOutput<typeof CaseDetail>

export const CaseCounters = v.object({
  /** 办理中: submitted and not ended. */
  open: v.number(),
  /** 已办结. */
  ended: v.number(),
  /** 待评价: ended and not evaluated. */
  unrated: v.number(),
  /** Waiting for the unit's own review. */
  waiting: v.number(),
})
export type CaseCounters = v.InferOutput<typeof CaseCounters>

/** What a list shows: 待评价 is a part of 已办结. */
export const CaseTab = v.picklist(['draft', 'open', 'ended', 'unrated', 'withdrawn'])
export type CaseTab = v.InferOutput<typeof CaseTab>

const day = v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)))

export const CaseQuery = v.object({
  status: v.optional(CaseTab),
  /** A code of the catalogue. */
  item: v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
  /** A part of the case number or of the item's name. */
  q: v.optional(v.pipe(v.string(), v.maxLength(60))),
  /** First and last day of submission, in China. */
  from: day,
  to: day,
  /** `next` of the page before. */
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}-[0-9a-z]{1,26}$/))),
})
export type CaseQuery = v.InferOutput<typeof CaseQuery>

export type CaseReason =
  | 'case_unknown'
  | 'case_not_allowed'
  | 'case_not_here'
  | 'case_not_in_region'
  | 'case_drafts_full'
  | 'case_moved'
  | 'case_words_missing'
  | 'case_rated'
  | 'case_incomplete'
  | 'case_taken'
  | 'file_type'
  | 'file_size'
  | 'files_full'

export const caseRefusals: Record<CaseReason, Refusal> = {
  case_unknown: { status: 404, text: '没有找到这个办件。它可能已经删除，或者不是您能办的事项。' },
  case_not_allowed: {
    status: 403,
    text: '这个事项不在您的授权范围内。请联系本单位的法定代表人或管理员，请他们给您授权。',
  },
  case_not_here: { status: 409, text: '这个事项暂时不能在大厅办理，没有新建办件。事项页面上写着在哪里办。' },
  case_not_in_region: {
    status: 409,
    text: '这个事项只在个别市办理，您单位的登记地不在那里，没有新建办件。',
  },
  case_drafts_full: {
    status: 409,
    text: '本单位没有提交的草稿已经有 100 个，不能再新建。请先提交或删除用不着的草稿。',
  },
  case_moved: {
    status: 409,
    text: '这个办件刚才已经有人办了下一步，您这一次没有办成，也没有改动。请看下面最新的进度。',
  },
  case_words_missing: { status: 422, text: '请写明意见，最多 500 个字。', field: 'words' },
  case_rated: { status: 409, text: '这个办件已经评价过了，每个办件只能评价一次。' },
  case_incomplete: { status: 422, text: '还有内容没有填好，没有提交。填过的都已经存成草稿。' },
  case_taken: { status: 409, text: '这个办件刚才已经由别的窗口人员领走了。请领下一个。' },
  file_type: {
    status: 422,
    text: '有文件打开来不是完整的 PDF、JPG、PNG、XLSX 或 DOCX（改文件名没有用；带宏的也不收），这次上传的文件都没有收下。填写的内容已经保存。',
  },
  file_size: {
    status: 413,
    text: '文件超过 20 MB，没有收下。请压缩或分成几个文件，一次传一个。以前保存的内容都在。',
  },
  files_full: {
    status: 409,
    text: '每个办件最多 20 个文件，已经满了，这次上传的文件没有收下。填写的内容已经保存。请删除用不着的文件再传。',
  },
}

export type CaseQueryReason = 'case_query_invalid'
export const caseQueryRefusals: Record<CaseQueryReason, Refusal> = {
  case_query_invalid: { status: 400, text: '查询的条件不对。请按接口文档填写。' },
}
