import { useEffect, useState } from 'preact/hooks'
import type { RowReason } from '../../schema/roster-job.ts'
import { isRosterOver, type RosterState } from '../../schema/roster-state.ts'

export interface Answer {
  state: RosterState
  rows: number
  done: number
  failed: number
  problem?: string | undefined
  /** The first rows that were refused, where the answer has them. */
  reasons?: readonly RowReason[] | undefined
}

/** How often it is asked: a chunk takes a fraction of it, and whoever watches is one person of the unit. */
const EVERY_MS = 2000

/** How it stands by the server's answer, or nothing if it could not be read. */
async function ask(statusUrl: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(statusUrl, { headers: { accept: 'application/json' }, cache: 'no-store' })
    if (!response.ok) return undefined
    const answer: Omit<Answer, 'problem'> & { problem: { text: string } | null } = await response.json()
    const { state, rows, done, failed, problem, reasons } = answer
    return { state, rows, done, failed, problem: problem?.text, reasons }
  } catch {
    return undefined
  }
}

/** Asks every two seconds while the page is seen and the work goes on. `missed` counts answers in a row that did not come. */
export function useProgress({
  statusUrl,
  ...first
}: Answer & { statusUrl: string }): Answer & { missed: number } {
  const [answer, setAnswer] = useState<Answer>(first)
  const [missed, setMissed] = useState(0)
  const over = isRosterOver(answer.state)
  useEffect(() => {
    if (over) return
    const timer = setInterval(async () => {
      if (document.hidden) return
      const next = await ask(statusUrl)
      setMissed((times) => (next ? 0 : times + 1))
      if (next) setAnswer(next)
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [over, statusUrl])
  return { ...answer, missed }
}
