/** Whom a message comes from, by the browser's word alone. */

export interface Sender {
  id?: string | undefined
  origin?: string | undefined
  frameId?: number | undefined
  tab?: { id?: number | undefined } | undefined
}

/**
 * The origin that asks: of a frame that our own content script runs in, and on the list. Every browser we build for
 * names it; a frame that has none of its own (`null`, when sandboxed) is on no list.
 */
export function askingOrigin(
  sender: Sender | undefined,
  ownId: string,
  isHall: (origin: string) => boolean,
): string | undefined {
  if (sender?.id !== ownId || sender.tab === undefined) return undefined
  return sender.origin !== undefined && isHall(sender.origin) ? sender.origin : undefined
}

/** The frame that asks: it may cancel what it began, and nobody else may. */
export const frameOf = (sender: Sender | undefined): string => `${sender?.tab?.id}:${sender?.frameId}`
