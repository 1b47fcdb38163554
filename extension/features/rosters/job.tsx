/** How the hall gets on with the file. */
import { useState } from 'preact/hooks'
import {
  isRosterOver,
  jobPage,
  type RosterJob,
  rosterStateNames,
  trialStateNames,
} from '../../../schema/roster-job.ts'
import { Button } from '../../../widgets/ui/button.tsx'
import { Notice } from '../../../widgets/ui/notice.tsx'
import { useSpoken } from '../../../widgets/ui/spoken.ts'
import { remind } from './use-job.ts'

const count = (rows: number) => rows.toLocaleString('zh-CN')

export const wordsOf = ({ state, trial, rows, done, failed, problem }: RosterJob): string => {
  if (state === 'failed') return problem?.text ?? '请到大厅看看原因。'
  const worked = `已处理 ${count(done + failed)} / ${count(rows)} 行`
  if (state === 'waiting') return '大厅收到了，马上开始。'
  // Of a trial nothing is filed: the rest is done in its case.
  return trial
    ? `${worked}，不能办 ${count(failed)} 行。请在大厅的办件里补好材料提交。`
    : `${worked}，没有办成 ${count(failed)} 行。`
}

const KINDS = { waiting: 'wait', working: 'wait', done: 'done', failed: 'stop' } as const

export function JobCard({ hall, job }: { hall: string; job: RosterJob }) {
  const over = isRosterOver(job.state)
  const names = job.trial ? trialStateNames : rosterStateNames
  const spoken = useSpoken(job)
  return (
    <Notice kind={KINDS[job.state]} title={`${job.fileName}：${names[job.state]}`}>
      <p>{wordsOf(job)}</p>
      {!over && job.rows > 0 && (
        <progress
          class="roster-progress"
          max={job.rows}
          value={job.done + job.failed}
          aria-label="处理进度"
        />
      )}
      <p>
        <a href={hall + jobPage(job.id)} target="_blank" rel="noopener">
          在大厅里看
        </a>
      </p>
      <p class="unseen" role="status">
        {over ? `${names[job.state]}。${wordsOf(job)}` : spoken}
      </p>
    </Notice>
  )
}

/** Once, for a job that runs. */
export function Remind({ hall, job }: { hall: string; job: RosterJob }) {
  const [said, setSaid] = useState('')
  if (isRosterOver(job.state)) return null
  const ask = async () => {
    const allowed = await remind(hall, job)
    setSaid(allowed ? '好的，办完会提醒您，关掉这里也可以。' : '浏览器没有允许通知，请过一会儿回来看。')
  }
  return said === '' ? (
    <Button type="button" onClick={ask}>
      办完提醒我
    </Button>
  ) : (
    <p role="status">{said}</p>
  )
}
