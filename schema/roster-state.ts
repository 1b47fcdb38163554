/** In which state a spreadsheet is that was handed in: apart from what is said of it, so that a page loads no more than this. */
import * as v from 'valibot'

/** - `failed`: nothing of the file was filed, and `problem` says why. Rows that were refused leave a job `done`. */
export const RosterState = v.picklist(['waiting', 'working', 'done', 'failed'])
export type RosterState = v.InferOutput<typeof RosterState>

export const rosterStateNames: Record<RosterState, string> = {
  waiting: '等待处理',
  working: '正在处理',
  done: '已处理完',
  failed: '没有办理',
}

/** The same where rows are only judged. */
export const trialStateNames: Record<RosterState, string> = {
  ...{ waiting: '等待核对', working: '正在核对', done: '已核对完', failed: '没有读成' },
}

export const isRosterOver = (state: RosterState) => state === 'done' || state === 'failed'
