import { useEffect, useState } from 'preact/hooks'

/**
 * Seconds left of a countdown that began with `seconds` when the page was made, never below 0.
 * Counts by the monotonic clock: the visitor's own clock may be wrong, and timers sleep in hidden tabs.
 * A new `round` starts it again.
 */
export function useSecondsLeft(seconds: number, round = 0): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const end = performance.now() + seconds * 1000
    const count = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)))
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [seconds, round])
  return left
}

/** 「8 分钟」, and in the last minute 「40 秒」. */
export function inWords(seconds: number): string {
  return seconds > 60 ? `${Math.ceil(seconds / 60)} 分钟` : `${seconds} 秒`
}
