import { useEffect, useState } from 'preact/hooks'
import type { FaceStatus as FaceState } from '../../schema/challenges.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

export type { FaceState }

export interface FaceStatusProps {
  state: FaceState
  /** Answers `{status: FaceState, next?: address}` as JSON. */
  statusUrl: string
  /** Another way may be chosen. */
  several?: boolean
  /** The page has already said what went wrong. */
  told?: boolean
}

const EVERY_MS = 2000

/** What to say when it did not work; every one of them goes on with 「重新认证」. */
const ENDED: Partial<Record<FaceState, { title: string; words: string }>> = {
  failed: { title: '这次没有认证通过', words: '请到光线好的地方，摘下口罩和墨镜，再点「重新认证」。' },
  cancelled: { title: '手机上取消了认证', words: '点「重新认证」就可以再来一次，您填的内容都在。' },
  other_person: { title: '刚才刷脸的不是本人', words: '请让本人拿手机刷脸，再点「重新认证」。' },
  expired: { title: '二维码过期了', words: '请点「重新认证」换一个新的，您填的内容都在。' },
}

/** The state by the server's answer, or nothing if it could not be read. */
async function ask(statusUrl: string): Promise<{ state: FaceState; next?: string | undefined } | undefined> {
  try {
    const response = await fetch(statusUrl, { headers: { accept: 'application/json' }, cache: 'no-store' })
    const { status, next }: { status?: FaceState; next?: string } = await response.json()
    return response.ok && status ? { state: status, next } : undefined
  } catch {
    return undefined
  }
}

/** Asks every two seconds while the page is seen, and moves on by itself when the phone says yes. */
function useFaceState({ state: first, statusUrl }: FaceStatusProps): { state: FaceState; missed: number } {
  const [state, setState] = useState(first)
  const [missed, setMissed] = useState(0)
  useEffect(() => {
    if (state !== 'pending') return
    const timer = setInterval(async () => {
      if (document.hidden) return
      const answer = await ask(statusUrl)
      setMissed((times) => (answer ? 0 : times + 1))
      if (!answer) return
      setState(answer.state)
      if (answer.state === 'passed' && answer.next) location.assign(answer.next)
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [state, statusUrl])
  return { state, missed }
}

function Waiting({ missed }: { missed: number }) {
  return (
    <Notice kind="wait" title="正在等手机上的结果">
      {missed > 2 ? (
        <p>网络好像断了，这里会接着问。手机上照常做就行。</p>
      ) : (
        <p>做完以后这一页会自己往下走。没有动的话，请点「我已完成认证」。</p>
      )}
    </Notice>
  )
}

/** How it stands, and the buttons that fit; inside the panel's form. */
export function FaceStatus(props: FaceStatusProps) {
  const { state, missed } = useFaceState(props)
  const ended = ENDED[state]
  return (
    <div class="stack" data-face={state}>
      <div class="wait-place" aria-live="polite">
        {state === 'pending' && <Waiting missed={missed} />}
        {state === 'passed' && <Notice kind="done" title="认证通过，正在进入下一步…" />}
        {ended && !props.told && (
          <Notice kind="stop" title={ended.title}>
            <p>{ended.words}</p>
          </Notice>
        )}
      </div>
      <div class="actions">
        {!ended && (
          <Button kind="primary" name="face" value="check">
            我已完成认证
          </Button>
        )}
        <Button kind={ended ? 'primary' : 'secondary'} name="face" value="again">
          重新认证
        </Button>
        {props.several && (
          <Button kind="plain" name="face" value="change">
            换一种方式
          </Button>
        )}
      </div>
    </div>
  )
}
