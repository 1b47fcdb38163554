import { useEffect, useState } from 'preact/hooks'
import type { ScanState } from '../../schema/waiting.ts'

export interface Answer {
  state: ScanState
  trouble?: string | undefined
}

export interface FollowProps extends Answer {
  /** Answers `{status: ScanState, trouble?: sentence}` as JSON; as a WebSocket, where `live`, it sends the state. */
  statusUrl: string
  /** Whether the address tells by itself when the state changes. */
  live?: boolean
  /** Until the code is over. */
  secondsLeft?: number | undefined
}

/** How often the state is asked for where nobody tells it. */
const EVERY_MS = 2000
/** First and longest wait before a lost connection is opened again. */
const AGAIN_MS = 2000
const AGAIN_AT_MOST_MS = 16_000

/** The state by the server's answer, or nothing if it could not be read. */
async function ask(statusUrl: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(statusUrl, { headers: { accept: 'application/json' }, cache: 'no-store' })
    const { status, trouble }: { status?: ScanState; trouble?: string } = await response.json()
    return response.ok && status ? { state: status, trouble } : undefined
  } catch {
    return undefined
  }
}

/** Holds a connection over which the state is told; answers whether there is one just now. */
function useTold(wanted: boolean, url: string, told: (answer: Answer) => void): boolean {
  const [connected, setConnected] = useState(false)
  useEffect(() => {
    if (!wanted) return
    let socket: WebSocket | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = AGAIN_MS
    const open = () => {
      socket = new WebSocket(new URL(url, location.href).href.replace(/^http/, 'ws'))
      socket.onopen = () => setConnected(true)
      socket.onmessage = ({ data }) => told({ state: data })
      socket.onclose = () => {
        setConnected(false)
        timer = setTimeout(open, wait)
        wait = Math.min(wait * 2, AGAIN_AT_MOST_MS)
      }
    }
    open()
    return () => {
      clearTimeout(timer)
      if (socket) socket.onclose = null
      socket?.close()
    }
  }, [wanted, url])
  return connected
}

/**
 * Follows what the phone answers: told over a connection where there is one, asked for every two seconds while the
 * page is seen where there is none. `missed` counts the answers in a row that did not come.
 */
export function useFollow(props: FollowProps): Answer & { missed: number } {
  const { statusUrl, live = false, secondsLeft } = props
  const [answer, setAnswer] = useState<Answer>({ state: props.state, trouble: props.trouble })
  const [missed, setMissed] = useState(0)
  const waits = answer.state === 'waiting'
  const connected = useTold(live && waits, statusUrl, setAnswer)
  useEffect(() => {
    if (!waits || secondsLeft === undefined) return
    const timer = setTimeout(() => setAnswer({ state: 'expired' }), secondsLeft * 1000)
    return () => clearTimeout(timer)
  }, [waits, secondsLeft])
  useEffect(() => {
    if (!waits || connected) return
    const timer = setInterval(async () => {
      if (document.hidden) return
      const next = await ask(statusUrl)
      setMissed((times) => (next ? 0 : times + 1))
      if (next) setAnswer(next)
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [waits, connected, statusUrl])
  return { ...answer, missed: connected ? 0 : missed }
}
