/** From a clean file to the hall's last word on it. */
import { useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { isRosterOver, type RosterJob, type RowReason } from '../../../schema/roster-job.ts'
import type { Asks } from '../../messages.ts'
import { jobsOf, progressOf, reasonsOf } from './hall-rosters.ts'

const EVERY_MS = 2_000
/** A file that was only saved may come to the hall later, or never. */
const SELDOM_AFTER_MS = 2 * 60_000
const SELDOM_MS = 30_000
const MOST_MS = 60 * 60_000

export interface Job {
  told: RosterJob
  /** There once it is over. */
  reasons?: RowReason[]
}

/** Follows the job that was made of a file, as long as the panel is open, for an hour at most. `digest` is the file's; none, none to follow. */
export function useJob(hall: string, digest: string | undefined): Job | undefined {
  const [job, setJob] = useState<Job>()
  useEffect(() => {
    setJob(undefined)
    if (digest === undefined) return
    let gone = false
    let id: string | undefined
    const began = Date.now()
    const look = async () => {
      const told =
        id === undefined
          ? (await jobsOf(hall))?.find((one) => one.digest === digest)
          : await progressOf(hall, id)
      if (gone) return
      if (told) {
        id = told.id
        const reasons = isRosterOver(told.state) ? await reasonsOf(hall, told.id) : undefined
        if (gone) return
        setJob({ told, ...(reasons && { reasons }) })
        if (reasons) return
      }
      const waited = Date.now() - began
      if (waited < MOST_MS) timer = setTimeout(look, waited < SELDOM_AFTER_MS ? EVERY_MS : SELDOM_MS)
    }
    let timer = setTimeout(look, 0)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [hall, digest])
  return job
}

/** Asks for the right to notify, which a browser gives only where somebody just pressed; then the background follows. */
export async function remind(hall: string, { id, fileName }: RosterJob): Promise<boolean> {
  const allowed = await browser.permissions.request({ permissions: ['notifications'] })
  if (allowed) await browser.runtime.sendMessage({ hall, id, fileName } satisfies Asks<'follow'>)
  return allowed
}
