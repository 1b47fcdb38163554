/**
 * A process of its own for one vendor's library. It may crash, hang or write to the standard output, which belongs to
 * the browser: the host lives on and says so.
 */

import type { LibraryKind, Order, Reply } from './orders.ts'
import { pkcs11 } from './pkcs11.ts'
import { skf } from './skf.ts'

const kinds = { pkcs11, skf }
export const isLibraryKind = (kind: string | undefined): kind is LibraryKind =>
  kind === 'pkcs11' || kind === 'skf'

export function holdLibrary(kind: LibraryKind, path: string): void {
  const library = attempt(() => kinds[kind](path))
  const answer = (reply: Reply) => process.send?.(reply)
  process.on('message', (order: Order) => {
    if (order.order === 'look') {
      answer({ reply: 'look', seen: attempt(() => library?.look()) })
    } else {
      const outcome = attempt(() => library?.sign(order))
      order.pin.fill(0)
      answer({ reply: 'sign', outcome: outcome ?? { ok: false, fault: 'driver_failed' } })
    }
  })
  process.on('disconnect', () => process.exit())
}

function attempt<T>(call: () => T): T | undefined {
  try {
    return call()
  } catch (error) {
    // Names of functions and codes; no library is told the PIN before `sign`, whose errors bear none.
    console.error(`library: ${error instanceof Error ? error.message : 'unknown error'}`)
    return undefined
  }
}
