import { useEffect, useRef } from 'preact/hooks'
import type { ScanState } from '../../schema/waiting.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { type FollowProps, useFollow } from './follow.ts'

export interface ScanStatusProps extends FollowProps {
  /** A new code is asked for by a post to here. */
  again: string
  /** What that is called, where the code comes after something else. */
  anew?: string
}

const ENDED: Partial<Record<ScanState, { title: string; words: (anew: string) => string }>> = {
  refused: { title: '手机上没有同意', words: (anew) => `想继续的话，请点「${anew}」，再扫一次。` },
  expired: { title: '二维码过期了', words: (anew) => `请点「${anew}」，再扫一次。` },
}

function Waiting({ trouble, missed }: { trouble: string | undefined; missed: number }) {
  if (trouble) return <Notice kind="wait" title={trouble} />
  return (
    <Notice kind="wait" title="正在等手机上的确认">
      {missed > 2 ? (
        <p>网络好像断了，这里会接着问。手机上照常做就行。</p>
      ) : (
        <p>确认以后这一页会自己往下走。没有动的话，请点「我已在手机上确认」。</p>
      )}
    </Notice>
  )
}

/** How it stands, and the buttons that fit; inside the panel's form, which it sends when the phone says yes. */
export function ScanStatus(props: ScanStatusProps) {
  const { state, trouble, missed } = useFollow(props)
  const ended = ENDED[state]
  const anew = props.anew ?? '换一个二维码'
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state === 'confirmed') root.current?.closest('form')?.requestSubmit()
  }, [state])
  return (
    <div class="stack" data-face={state === 'waiting' ? 'pending' : state} ref={root}>
      <div class="wait-place" aria-live="polite">
        {state === 'waiting' && <Waiting trouble={trouble} missed={missed} />}
        {state === 'confirmed' && <Notice kind="done" title="手机上已经确认，正在进入…" />}
        {ended && (
          <Notice kind="stop" title={ended.title}>
            <p>{ended.words(anew)}</p>
          </Notice>
        )}
      </div>
      <div class="actions">
        {!ended && <Button kind="primary">{state === 'confirmed' ? '继续' : '我已在手机上确认'}</Button>}
        <Button kind={ended ? 'primary' : 'secondary'} formaction={props.again}>
          {anew}
        </Button>
      </div>
    </div>
  )
}
