import type { RowReason } from '../../schema/roster-job.ts'
import { isRosterOver, type RosterState } from '../../schema/roster-state.ts'
import { useProgress } from '../roster-progress/follow.ts'
import { Notice } from '../ui/notice.tsx'

export interface RosterTrialProps {
  /** Answers as `RosterProgress` of schema/roster-job.ts. */
  statusUrl: string
  /** Where every row can be looked at. */
  page: string
  state: RosterState
  rows: number
  /** How many rows could be filed, and how many could not. */
  done: number
  failed: number
  /** Why it could not be read. */
  problem?: string | undefined
  /** The first rows that could not be filed, and why. */
  reasons: readonly RowReason[]
}

/** Reasons that stand here; all of them are behind the link. */
const SHOWN = 5

const number = (value: number) => value.toLocaleString('zh-CN')

function Judged({ page, rows, done, failed, reasons }: Omit<RosterTrialProps, 'statusUrl' | 'state'>) {
  if (failed === 0) return <Notice kind="done" title={`${number(rows)} 行都可以办`} />
  return (
    <>
      <Notice
        kind={done === 0 ? 'stop' : 'wait'}
        title={
          done === 0 ? `${number(rows)} 行都不能办` : `${number(done)} 行可以办，${number(failed)} 行不能办`
        }
      >
        <p>
          {done === 0
            ? '请照原因改好表格，重新上传。'
            : '照现在这样提交，只办可以办的行。也可以改好表格，重新上传。'}
        </p>
      </Notice>
      <ul>
        {reasons.slice(0, SHOWN).map(({ row, text }) => (
          <li key={row}>
            <span class="digits">第 {row} 行</span>：{text}
          </li>
        ))}
      </ul>
      <p>
        <a href={`${page}/failed`} download>
          下载不能办的行
        </a>
      </p>
    </>
  )
}

/** What a spreadsheet would come to, row by row, before anybody decides on it. Whoever fills in a form around it loses nothing. */
export function RosterTrial({ statusUrl, page, reasons: first, ...props }: RosterTrialProps) {
  const { missed, reasons = first, ...answer } = useProgress({ statusUrl, ...props })
  const { state, rows, done, failed, problem } = answer
  return (
    <div class="stack" data-trial={state}>
      {state === 'failed' && (
        <Notice kind="stop" title="这份表格没有读成">
          <p>{problem}</p>
        </Notice>
      )}
      {state === 'done' && <Judged {...{ page, rows, done, failed, reasons }} />}
      {!isRosterOver(state) && (
        <>
          <Notice kind="wait" title={state === 'waiting' ? '正在读取表格' : '正在逐行核对'}>
            <p>{missed > 2 ? '网络好像断了，核对不受影响，这里会接着问。' : '可以接着填下面的内容。'}</p>
          </Notice>
          <progress
            class="roster-bar"
            aria-label="核对进度"
            {...(state === 'working' && { max: rows, value: done + failed })}
          />
          {rows > 0 && (
            <p class="digits">
              {state === 'waiting'
                ? `已读到 ${number(rows)} 行`
                : `已核对 ${number(done + failed)} / ${number(rows)} 行`}
            </p>
          )}
        </>
      )}
      <p class="unseen" role="status">
        {state === 'done' && `核对完了，${number(done)} 行可以办，${number(failed)} 行不能办`}
      </p>
    </div>
  )
}
