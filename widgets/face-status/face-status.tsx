import { useEffect, useState } from 'preact/hooks'
import { Notice } from '../ui/notice.tsx'

/** How the verification on the phone stands. */
export type FaceState = 'pending' | 'passed' | 'failed' | 'expired'

export interface FaceStatusProps {
  state: FaceState
  /** Answers `{status: FaceState, next?: address}` as JSON. */
  statusUrl: string
}

const EVERY_MS = 2000

/** The state by the server's answer, or nothing if it could not be read. */
async function ask(statusUrl: string): Promise<{ state: FaceState; next?: string } | undefined> {
  try {
    const response = await fetch(statusUrl, { headers: { accept: 'application/json' }, cache: 'no-store' })
    const { status, next }: { status?: FaceState; next?: string } = await response.json()
    return response.ok && status ? { state: status, ...(next ? { next } : {}) } : undefined
  } catch {
    return undefined
  }
}

/** Asks every two seconds while the page is seen, and moves on by itself when the phone says yes. */
export function FaceStatus(props: FaceStatusProps) {
  const [state, setState] = useState(props.state)
  const [missed, setMissed] = useState(0)
  const { statusUrl } = props

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

  return (
    <div data-face={state} aria-live="polite">
      {state === 'pending' && (
        <Notice kind="wait" title="正在等手机上的结果">
          {missed > 2 ? (
            <p>网络好像断了，这里会接着问。手机上照常做就行。</p>
          ) : (
            <p>
              做完以后<span class="needs-script">这一页会自己往下走，不用刷新。如果没有动，</span>
              请点「我已完成认证」。
            </p>
          )}
        </Notice>
      )}
      {state === 'passed' && <Notice kind="done" title="认证通过，正在进入下一步…" />}
      {state === 'failed' && (
        <Notice kind="stop" title="这次没有认证通过">
          <p>可能是光线不好，或者不是本人。请点「重新认证」再来一次，您填的内容都在。</p>
        </Notice>
      )}
      {state === 'expired' && (
        <Notice kind="stop" title="二维码过期了">
          <p>请点「重新认证」换一个新的，您填的内容都在。</p>
        </Notice>
      )}
    </div>
  )
}
