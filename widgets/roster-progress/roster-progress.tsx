import { useEffect } from 'preact/hooks'
import { isRosterOver, type RosterState } from '../../schema/roster-state.ts'
import { Notice } from '../ui/notice.tsx'
import { useSpoken } from '../ui/spoken.ts'
import { type Answer, useProgress } from './follow.ts'

export interface RosterProgressProps {
  /** Answers as `RosterProgress` of schema/roster-job.ts. */
  statusUrl: string
  /** Its rows are only judged. */
  trial?: boolean | undefined
  state: RosterState
  rows: number
  done: number
  failed: number
  /** Why nothing of it was filed. */
  problem?: string | undefined
}

const number = (value: number) => value.toLocaleString('zh-CN')

/** 「已处理 3,200 / 50,000 行，失败 12 行」 */
export const countsInWords = ({ rows, done, failed }: Pick<Answer, 'rows' | 'done' | 'failed'>) =>
  `已处理 ${number(done + failed)} / ${number(rows)} 行${failed > 0 ? `，失败 ${number(failed)} 行` : ''}`

/** Of a trial nothing is filed: it says what could be. */
const WORDS = {
  filed: {
    ...{ none: '这个文件没有办理', all: '行全部办好了', right: '行办好了', wrong: '行没有办成' },
    what: '没有办成的行和原因在下面。请下载「没有办成的行」，改好以后再上传。',
    ...{ running: '正在办理', label: '办理进度' },
  },
  trial: {
    ...{ none: '这份表格没有读成', all: '行都可以办', right: '行可以办', wrong: '行不能办' },
    what: '不能办的行和原因在下面。请下载「不能办的行」，改好以后回到办件里重新上传。',
    ...{ running: '正在逐行核对', label: '核对进度' },
  },
}

type Saying = (typeof WORDS)['filed']

function Ended({ state, rows, failed, problem, say }: Answer & { say: Saying }) {
  if (state === 'failed')
    return (
      <Notice kind="stop" title={say.none}>
        <p>{problem}</p>
      </Notice>
    )
  if (failed === 0) return <Notice kind="done" title={`${number(rows)} ${say.all}`} />
  return (
    <Notice
      kind={failed === rows ? 'stop' : 'wait'}
      title={`${number(rows - failed)} ${say.right}，${number(failed)} ${say.wrong}`}
    >
      <p>{say.what}</p>
    </Notice>
  )
}

function Running({ state, rows, done, failed, missed, say }: Answer & { missed: number; say: Saying }) {
  const waits = state === 'waiting'
  return (
    <>
      <Notice kind="wait" title={waits ? '正在读取文件' : say.running}>
        <p>
          {missed > 2
            ? '网络好像断了，办理不受影响，这里会接着问。'
            : '可以关掉这一页去做别的事，办理会自己继续，回来随时能看到进度。'}
        </p>
      </Notice>
      <progress
        class="roster-bar"
        aria-label={say.label}
        {...(!waits && { max: rows, value: done + failed })}
      />
      <p class="digits">
        {waits
          ? rows > 0
            ? `已读到 ${number(rows)} 行`
            : '文件已经收下'
          : countsInWords({ rows, done, failed })}
      </p>
    </>
  )
}

/** How far the work on a roster is. The page is drawn anew when it ends: what came of the rows is on it. */
export function RosterProgress({ trial, ...props }: RosterProgressProps) {
  const say = trial ? WORDS.trial : WORDS.filed
  const { missed, ...answer } = useProgress(props)
  const spoken = useSpoken(answer)
  const over = isRosterOver(answer.state)
  const ended = over && !isRosterOver(props.state)
  useEffect(() => {
    if (ended) location.reload()
  }, [ended])
  return (
    <div class="stack" data-roster={answer.state}>
      {over ? <Ended {...answer} say={say} /> : <Running {...answer} missed={missed} say={say} />}
      <p class="unseen" role="status">
        {spoken}
      </p>
    </div>
  )
}
