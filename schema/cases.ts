/** Cases: what a unit, or a person, asked an office for, how far it is, and what it came to. */
import * as v from 'valibot'
import { RosterJob } from './roster-job.ts'

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
 * Where a case is counted: nowhere yet, 办理中, 已办结, or nowhere any more. What its owner took back was never
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

/** The same in a person's own case. */
const ownEventNames: Partial<Record<CaseEvent, string>> = {
  submit: '本人提交',
  resubmit: '本人补正后再次提交',
  withdraw: '本人撤回',
  rate: '本人评价',
}

export const eventNameOf = (event: CaseEvent, whose: 'unit' | 'person'): string =>
  (whose === 'person' ? ownEventNames[event] : undefined) ?? eventNames[event]

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
  /** Where the paper goes that it ends with; null of an item that sends none, or as long as nobody chose. */
  delivery: v.nullable(
    v.object({ way: v.picklist(['express', 'counter']), address: v.nullable(v.string()) }),
  ),
  /** The spreadsheet that stands for some of the fields; null where there is none. */
  roster: v.nullable(RosterJob),
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
