/** What went wrong with the native host, told apart as far as the browser tells. Nothing here is "cancelled". */
import { type BridgeFault, MOST_MESSAGE_BYTES } from '../../schema/ca-bridge.ts'

/** Older ones speak another language. */
export const LEAST_HOST = '0.1.0'

/**
 * The browser's own words when a native port closes. Firefox says the same of a host that is not there and of one
 * whose manifest does not name us.
 */
const WORDS: [said: RegExp, fault: BridgeFault][] = [
  [/host not found|No such native application/i, 'no_host'],
  [/forbidden/i, 'host_forbidden'],
]

export const faultOf = (said: string | undefined): BridgeFault =>
  WORDS.find(([words]) => words.test(said ?? ''))?.[1] ?? 'host_failed'

/** Both as digits and dots; a missing part counts as 0. */
export function isOlder(version: string, least: string): boolean {
  const [own, other] = [version, least].map((text) => text.split('.').map(Number))
  for (const [at, part] of (other ?? []).entries()) {
    const difference = (own?.[at] ?? 0) - part
    if (difference !== 0) return difference < 0
  }
  return false
}

/** The browser lets a megabyte through; no answer needs a tenth of it. */
export const isTooLarge = (message: unknown): boolean =>
  new TextEncoder().encode(JSON.stringify(message)).length > MOST_MESSAGE_BYTES
