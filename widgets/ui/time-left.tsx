import { inWords, useSecondsLeft } from './clock.ts'
import { Icon } from './icon.tsx'

export interface TimeLeftProps {
  /** Seconds left when the page was made. */
  seconds: number
  /** The same end as a time of day, 「14:35」: it stays true on a page without scripts. */
  until: string
  /** What to read when the time is over. */
  expired: string
  /** The way on then: a form below may not let itself be sent any more. */
  again: { href: string; label: string }
}

/** Heard at these moments only; a countdown read out every second drowns everything else. */
const SPOKEN = [300, 120, 60, 30, 10]

function spoken(left: number, { seconds, expired }: TimeLeftProps): string {
  if (left === 0) return expired
  const mark = SPOKEN.filter((moment) => left <= moment && moment < seconds).pop()
  return mark === undefined ? '' : `还剩 ${inWords(mark)}`
}

/** How long this task still waits: minutes, and seconds only in the last one. */
export function TimeLeft(props: TimeLeftProps) {
  const left = useSecondsLeft(props.seconds)
  return (
    <div>
      <p class={left <= 60 ? 'time-left time-left-short' : 'time-left'}>
        <Icon name="clock" />
        {left === 0 ? (
          <span>
            {props.expired}
            <a href={props.again.href}>{props.again.label}</a>
          </span>
        ) : (
          <span>
            请在 <span class="digits">{props.until}</span> 前完成
            <span class="needs-script digits">，还剩 {inWords(left)}</span>
          </span>
        )}
      </p>
      <p class="unseen" role="status">
        {spoken(left, props)}
      </p>
    </div>
  )
}
