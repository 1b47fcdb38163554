import type { Examples } from '../ui/examples.ts'
import type { RosterTrialProps } from './roster-trial.tsx'

const job = { statusUrl: '/api/v1/rosters/01k', page: '/center/rosters/01k', reasons: [] }
const reasons = [
  { row: 3, code: 'new_base.not_above', text: '新缴费基数：新缴费基数要高于原缴费基数；往下调请到窗口。' },
  { row: 8, code: 'not_enrolled_here', text: '这个人现在没有在本单位参保，没有可办的。' },
]

/** Of a form that has it. */
export const someWrong: RosterTrialProps = { ...job, state: 'done', rows: 320, done: 318, failed: 2, reasons }

export const rosterTrialExamples: Examples<RosterTrialProps> = {
  'just attached': { ...job, state: 'waiting', rows: 0, done: 0, failed: 0 },
  'being judged': { ...job, state: 'working', rows: 50_000, done: 3188, failed: 12 },
  'all right': { ...job, state: 'done', rows: 320, done: 320, failed: 0 },
  'some wrong': someWrong,
  'all wrong': { ...job, state: 'done', rows: 2, done: 0, failed: 2, reasons },
  unreadable: {
    ...{ ...job, state: 'failed', rows: 0, done: 0, failed: 0 },
    problem: '这个文件没有传完整，打不开，没有办理。请在电脑上打开它看一看，另存一份再上传。',
  },
}
