/** What the hall says of itself and of whoever is signed in there in this browser. */
import { browser } from 'wxt/browser'
import { Session } from '../../schema/session.ts'
import { read } from '../messages.ts'
import { aheadOf } from './clock.ts'
import { HALLS } from './halls.ts'

const PATIENCE_MS = 8_000

export type HallFinding =
  | { state: 'unreachable' }
  | {
      state: 'signed_out' | 'signed_in'
      session?: Session
      /** How far this computer's clock is ahead of the hall's, as far as the hall tells. */
      aheadMs?: number
    }

/** The hall in the tab that is looked at; another page's address is not ours to see. */
export async function hallInView(): Promise<string> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  const [first = ''] = HALLS
  return HALLS.find((hall) => tab?.url?.startsWith(`${hall}/`)) ?? first
}

export async function askHall(hall: string): Promise<HallFinding> {
  const began = Date.now()
  const reply = await fetch(`${hall}/api/v1/session`, {
    ...{ credentials: 'include', cache: 'no-store', redirect: 'error' },
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined)
  if (!reply) return { state: 'unreachable' }
  const ahead = aheadOf(reply.headers.get('date'), began, Date.now())
  const clock = ahead === undefined ? {} : { aheadMs: ahead }
  if (reply.status === 401) return { state: 'signed_out', ...clock }
  const session = reply.ok ? read(Session, await reply.json().catch(() => undefined)) : undefined
  return session ? { state: 'signed_in', session, ...clock } : { state: 'unreachable' }
}
