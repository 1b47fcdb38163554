/** In the popup: the way to the panel, and rosters that the hall is working on. */
import { useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { isRosterOver, type RosterJob } from '../../../schema/roster-job.ts'
import { Button } from '../../../widgets/ui/button.tsx'
import { jobsOf } from './hall-rosters.ts'
import { JobCard } from './job.tsx'
import { openPanel } from './open-panel.ts'

const EVERY_MS = 3_000

export function RosterSection({ hall, signedIn }: { hall: string; signedIn: boolean }) {
  const [jobs, setJobs] = useState<RosterJob[]>([])
  const [window, setWindow] = useState<number>()
  useEffect(() => void browser.windows.getCurrent().then(({ id }) => setWindow(id)), [])
  useEffect(() => {
    if (!signedIn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      const running = (await jobsOf(hall))?.filter(({ state }) => !isRosterOver(state)) ?? []
      setJobs(running)
      if (running.length > 0) timer = setTimeout(look, EVERY_MS)
    }
    void look()
    return () => clearTimeout(timer)
  }, [hall, signedIn])
  return (
    <section class="stack" aria-labelledby="rosters">
      <h2 id="rosters">批量申报</h2>
      {jobs.map((job) => (
        <JobCard key={job.id} hall={hall} job={job} />
      ))}
      <Button type="button" onClick={() => openPanel(window)}>
        整理表格
      </Button>
    </section>
  )
}
