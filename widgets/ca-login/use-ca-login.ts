import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { HELLO_PATIENCE_MS, HOST_PATIENCE_MS } from '../../schema/ca-bridge-names.ts'
import { post, textIn } from '../ui/post.ts'
import { ask, cancel, type Fault } from './bridge.ts'

/** - `asking`: the window with the PIN is open. - `sending`: signed, on the way to the hall. */
export type Stage = 'ready' | 'starting' | 'asking' | 'sending'

export interface Standing {
  stage: Stage
  /** Why the last try came to nothing: of the bridge, or in the hall's own words. */
  fault?: Fault | undefined
  problem?: string | undefined
}

interface Wanted {
  purpose: 'login' | 'bind'
  clientId?: string | undefined
  /** Looks for the extension before anybody presses. */
  eager?: boolean | undefined
}

const CHALLENGES = '/api/v1/ca/challenges'
/** The host gives up first; after this its answer is lost. */
const SIGN_PATIENCE_MS = HOST_PATIENCE_MS + 5_000
/** After this the page did not change: the network hangs, so the button comes back. */
const GIVE_UP_MS = 20_000

const hello = () => ask({ kind: 'hello' }, { milliseconds: HELLO_PATIENCE_MS, over: 'no_extension' })

/** Asks for what is to be signed and has it signed; answers what the form posts, or why there is nothing to post. */
async function proof(
  { purpose, clientId }: Wanted,
  signal: AbortSignal,
  tell: (stage: Stage) => void,
): Promise<Standing | { challenge: string; token: string }> {
  const there = await hello()
  if (!there.ok) return { stage: 'ready', fault: there }
  const given = await post(CHALLENGES, { purpose, ...(clientId && { clientId }) })
  if (!given.ok) return { stage: 'ready', problem: given.problem ?? '' }
  const [challenge, nonce] = [textIn(given.body, 'challenge'), textIn(given.body, 'nonce')]
  tell('asking')
  const request = { kind: 'sign', purpose, nonce } as const
  const answer = await ask(request, { milliseconds: SIGN_PATIENCE_MS, over: 'timeout', signal })
  if (!answer.ok) return { stage: 'ready', fault: answer }
  if (!('token' in answer)) return { stage: 'ready', fault: { fault: 'driver_failed' } }
  return { challenge, token: JSON.stringify(answer.token) }
}

export interface CaLoginState extends Standing {
  press: () => void
  stop: () => void
}

/** From the press to the post. The form's hidden fields are filled, and the browser sends it as any other. */
export function useCaLogin(
  form: RefObject<HTMLFormElement | null>,
  first: Standing,
  wanted: Wanted,
): CaLoginState {
  const [standing, setStanding] = useState<Standing>(first)
  const running = useRef<AbortController>(undefined)
  const { stage } = standing

  useEffect(() => {
    if (wanted.eager)
      hello().then((answer) => !answer.ok && setStanding((now) => ({ ...now, fault: answer })))
    const restore = (event: PageTransitionEvent) => event.persisted && setStanding({ stage: 'ready' })
    addEventListener('pageshow', restore)
    return () => {
      removeEventListener('pageshow', restore)
      running.current?.abort()
    }
  }, [])

  useEffect(() => {
    if (stage !== 'sending') return
    const timer = setTimeout(() => setStanding({ stage: 'ready' }), GIVE_UP_MS)
    return () => clearTimeout(timer)
  }, [stage])

  const press = async () => {
    if (stage !== 'ready') return
    const own = new AbortController()
    running.current = own
    const tell = (next: Stage) => setStanding({ stage: next })
    tell('starting')
    const proved = await proof(wanted, own.signal, tell)
    if ('stage' in proved) return setStanding(proved)
    for (const [name, value] of Object.entries(proved)) {
      const field = form.current?.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = value
    }
    tell('sending')
    form.current?.requestSubmit()
  }

  const stop = () => {
    cancel()
    running.current?.abort()
  }
  return { ...standing, press, stop }
}
