/** What a page needs of the bridge to ask by it: a file of its own, for pages load no schema with it. */

/** The kinds of message on the page's own window. */
export const ASKS = 'unit-hall-ca:ask'
export const ANSWERS = 'unit-hall-ca:answer'

/** Somebody reads, chooses a key and types a PIN. */
export const HOST_PATIENCE_MS = 120_000
/** An extension that is there answers at once. */
export const HELLO_PATIENCE_MS = 1_000
