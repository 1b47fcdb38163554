/** How far the work on a roster is, for those who listen. */
import { useEffect, useState } from 'preact/hooks'
import type { RosterJob } from '../../schema/roster-job.ts'

/** Every further tenth is read out: more would talk all the time. What it came to is said by whoever asks. */
export function useSpoken({
  state,
  rows,
  done,
  failed,
}: Pick<RosterJob, 'state' | 'rows' | 'done' | 'failed'>): string {
  const tenth = rows > 0 ? Math.floor((10 * (done + failed)) / rows) : 0
  const [first] = useState(tenth)
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    if (state === 'working' && tenth > first) setSpoken(`已处理百分之 ${tenth * 10}`)
  }, [state, tenth, first])
  return spoken
}
