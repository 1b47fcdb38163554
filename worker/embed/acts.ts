/** Opening a frame by its ticket, going on in it by its key, and signing out there. */
import type { FrameReason, Widget } from '../../schema/embed.ts'
import type { Bindings } from '../lib/env.ts'
import { newToken, readToken } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { SignedIn } from '../lib/session.ts'
import type { StoredClient } from '../oidc/client-store.ts'
import { findFrame, findTicket, openTicket, type Presented } from '../oidc/ticket-store.ts'
import { needsTouch } from '../session/rules.ts'
import { loadSession, touchSession } from '../session/store.ts'
import { mayBeShown, whyNot } from './rules.ts'

/** For whom a frame is, and what it shows. */
export interface Asked {
  client: StoredClient
  /** Of the page around it; registered for the client. */
  origin: string
  widget: Widget
}

export interface Opened {
  session: SignedIn
  /** What the frame's own forms prove themselves by; in the frame and nowhere else. */
  key: string
}

type Shown = Result<Opened, FrameReason>

const presented = (
  { client, origin, widget }: Asked,
  read: { id: string; secretHash: string },
): Presented => ({
  ...{ id: read.id, secretHash: read.secretHash, clientId: client.id, origin, widget },
})

/** Uses a ticket up: its row holds the frame's key from now on. */
export async function openFrame(
  env: Bindings,
  now: number,
  asked: Asked,
  ticket: string | undefined,
): Promise<Shown> {
  if (ticket === undefined) return fail('ticket_missing')
  const read = await readToken(ticket)
  if (!read) return fail('ticket_unknown')
  const { token, secretHash } = await newToken(now)
  const key = `${read.id}.${token.split('.')[1]}`
  const sessionId = await openTicket(env.DB, presented(asked, read), secretHash, now)
  if (sessionId !== null) return shown(env, now, sessionId, key)
  return fail(whyNot(await findTicket(env.DB, read.id, asked.client.id), asked, now))
}

/** The frame again, by its key. */
export async function resumeFrame(env: Bindings, now: number, asked: Asked, key: string): Promise<Shown> {
  const read = await readToken(key)
  const sessionId = read && (await findFrame(env.DB, presented(asked, read), now))
  return sessionId ? shown(env, now, sessionId, key) : fail('session_over')
}

/** Session, term and removal are asked anew each time; whoever looks at the portal's page is there. */
async function shown(env: Bindings, now: number, sessionId: string, key: string): Promise<Shown> {
  const session = await loadSession(env.DB, sessionId, now)
  if (!session || !mayBeShown(session, now)) return fail('session_over')
  if (needsTouch(session.seenAt, now)) await touchSession(env.DB, sessionId, now).run()
  return ok({ session, key })
}
