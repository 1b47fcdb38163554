/** One step of a flow: its name, where it stands among the others, how much time is left. */
import type { ComponentChildren } from 'preact'
import { Island } from '../../../widgets/island.tsx'
import { Steps } from '../../../widgets/ui/steps.tsx'
import { TimeLeft } from '../../../widgets/ui/time-left.tsx'
import { clockTime } from '../short-time.ts'

export interface FlowClock {
  expiresAt: number
  now: number
}

interface FlowSheetProps {
  title: string
  steps: readonly string[]
  /** Index of the present step. */
  step: number
  /** When the ten minutes are over and what time it is; none before they run. */
  clock?: FlowClock | undefined
  /** What is said when they are over. */
  expired: string
  /** Where it begins again with what was typed. */
  again: string
  children: ComponentChildren
}

export function FlowSheet({ title, steps, step, clock, expired, again, children }: FlowSheetProps) {
  const timeLeft = clock && {
    seconds: Math.max(0, Math.ceil((clock.expiresAt - clock.now) / 1000)),
    until: clockTime.format(clock.expiresAt),
    expired,
    again: { href: again, label: '带着填过的内容重新开始' },
  }
  return (
    <div class="stack">
      <h1>{title}</h1>
      <Steps names={steps} current={step} />
      {timeLeft && <Island name="time-left" component={TimeLeft} props={timeLeft} />}
      <div class="sheet stack">{children}</div>
    </div>
  )
}

/** Without a script a page that waits asks again by itself; with one, its island does. */
export const asksAgain = (
  <noscript>
    <meta http-equiv="refresh" content="5" />
  </noscript>
)
