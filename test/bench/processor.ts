/** Processor time of the runtime that this process started: what else the machine does is not in it. Linux only. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100 // USER_HZ, which is what the kernel tells them in

/** The fields behind the name of a process, which may hold blanks itself. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    return [] // it ended meanwhile
  }
}

/** Seconds so far, of all runtimes together; undefined where nobody tells. */
export function processorSeconds(): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  const own = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && statOf(name)[1] === String(process.pid),
  )
  const ticks = own.map((pid) => {
    const stat = statOf(pid)
    return Number(stat[11] ?? 0) + Number(stat[12] ?? 0)
  })
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_A_SECOND
}
