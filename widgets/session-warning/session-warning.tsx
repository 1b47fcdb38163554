import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { inWords, useSecondsLeft } from '../ui/clock.ts'
import { post } from '../ui/post.ts'

export interface SessionWarningProps {
  /** Seconds until the session ends when nobody acts. */
  seconds: number
  /** A POST here renews it; the page and what is typed in it stay. */
  renewUrl: string
  /** Opens beside this page once the session has ended. */
  loginUrl: string
}

const WARN_SECONDS = 120

/** Any page that loads or renews has moved the end for all pages of the same session, so they tell each other. */
function useRenewals(renewUrl: string): { round: number; renewed: () => void } {
  const [round, setRound] = useState(0)
  const channel = useRef<BroadcastChannel>(null)
  useEffect(() => {
    const open = new BroadcastChannel(renewUrl)
    channel.current = open
    open.onmessage = () => setRound((last) => last + 1)
    open.postMessage('')
    return () => open.close()
  }, [renewUrl])
  const renewed = () => {
    channel.current?.postMessage('')
    setRound((last) => last + 1)
  }
  return { round, renewed }
}

/** Two minutes before an idle session ends: stay or not. Without a script there is nothing to show. */
export function SessionWarning({ seconds, renewUrl, loginUrl }: SessionWarningProps) {
  const { round, renewed } = useRenewals(renewUrl)
  const left = useSecondsLeft(seconds, round)
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [dismissed, setDismissed] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const ended = left === 0
  const due = left <= WARN_SECONDS && !dismissed

  useEffect(() => setDismissed(false), [round, ended])
  useEffect(() => {
    if (due && !dialog.current?.open) dialog.current?.showModal()
    if (!due) dialog.current?.close()
  }, [due])

  async function renew() {
    setWorking(true)
    const reply = await post(renewUrl, {})
    setWorking(false)
    setProblem(reply.ok ? undefined : reply.problem)
    if (reply.ok) renewed()
  }

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="session-title" onClose={() => setDismissed(true)}>
      <h2 id="session-title">{ended ? '登录已经结束' : '您还在吗？'}</h2>
      {ended ? (
        <p>
          很久没有操作，为了安全，登录已经结束。您在这一页填的内容都还在：请点「重新登录」（在新标签页打开），登录以后回到这一页接着办。
        </p>
      ) : (
        <p>
          您有一会儿没有操作了。还有 <span class="digits">{inWords(left)}</span>
          ，登录就会自动结束。您在这一页填的内容不受影响。
        </p>
      )}
      {problem && <p class="field-error">{problem}</p>}
      <div class="actions">
        {ended ? (
          <a class="button button-primary" href={loginUrl} target="_blank" rel="noopener">
            重新登录
          </a>
        ) : (
          <Button kind="primary" type="button" working={working} workingLabel="请稍等…" onClick={renew}>
            继续使用
          </Button>
        )}
        <Button type="button" onClick={() => dialog.current?.close()}>
          关闭提示
        </Button>
      </div>
    </dialog>
  )
}
