/** Times as people read them, and how far a clock is off. */

/** 「15:10」, or with the day where it is not today: 「11月29日 01:20」. */
export function clockTime(iso: string, now = new Date()): string {
  const at = new Date(iso)
  const time = at.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false })
  return at.toDateString() === now.toDateString() ? time : `${at.getMonth() + 1}月${at.getDate()}日 ${time}`
}

/**
 * How far this computer's clock is ahead of the hall's, in milliseconds. The hall's time is told in whole seconds, and
 * was taken somewhere between question and answer.
 */
export function aheadOf(told: string | null, began: number, ended: number): number | undefined {
  const theirs = told === null ? Number.NaN : Date.parse(told)
  return Number.isNaN(theirs) ? undefined : Math.round((began + ended) / 2 - (theirs + 500))
}
