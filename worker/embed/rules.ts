/** What opens a frame, and what is said where nothing does: without I/O. */
import type { FrameReason, Widget } from '../../schema/embed.ts'
import type { Letters, Theme } from '../../schema/theme.ts'
import { standingOf } from '../grants/rules.ts'

/** A ticket of the client's own that was not taken, as the database has it. */
export interface Kept {
  origin: string
  widget: string
  opened_at: number | null
  expires_at: number
}

/** Why a ticket was not taken. */
export function whyNot(
  kept: Kept | null,
  { origin, widget }: { origin: string; widget: Widget },
  now: number,
): FrameReason {
  if (!kept || kept.origin !== origin || kept.widget !== widget) return 'ticket_unknown'
  if (kept.opened_at !== null) return 'ticket_used'
  return kept.expires_at <= now ? 'ticket_expired' : 'ticket_unknown'
}

type Grant = Parameters<typeof standingOf>[0]

/** Whether whoever signed in may still act for the unit: asked at every request of a frame. */
export const mayBeShown = (grant: Grant, now: number): boolean => standingOf(grant, now) === 'acting'

/** Whether an address is the portal's own: a path of its page, or an address of an origin that it registered. */
export function isOwn(address: string | undefined, origins: readonly string[]): boolean {
  if (address === undefined) return false
  if (/^\/(?![/\\])/.test(address)) return true
  return origins.includes(URL.parse(address)?.origin ?? '')
}

/** CSS pixels that a frame needs in a column of a phone's width (340) or more; a test measures them. */
const HEIGHTS: Record<string, { roomy: number; compact: number }> = {
  'hall-login': { roomy: 728, compact: 668 },
  'hall-account': { roomy: 104, compact: 96 },
  'hall-cases': { roomy: 132, compact: 116 },
  'hall-verify': { roomy: 368, compact: 340 },
}
const SCALE: Record<Letters, number> = { large: 1.125, larger: 1.25 }

/** The room that is kept for a frame before it is there. */
export function heightOf(element: string, { letters, compact }: Theme): number {
  const { roomy = 0, compact: less = 0 } = HEIGHTS[element] ?? {}
  return Math.ceil((compact ? less : roomy) * (letters ? SCALE[letters] : 1))
}
