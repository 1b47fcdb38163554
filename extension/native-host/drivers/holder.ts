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
      const seen = library.value && attempt(library.value.look)
      answer({ reply: 'look', seen: seen?.value, ...why(library.why ?? seen?.why) })
    } else {
      const signed = library.value && attempt(() => library.value?.sign(order))
      order.pin.fill(0)
      const outcome = signed?.value ?? { ok: false, fault: 'driver_failed' }
      answer({ reply: 'sign', outcome, ...why(signed?.why) })
    }
  })
  process.on('disconnect', () => process.exit())
}

const why = (why: string | undefined) => (why === undefined ? {} : { why })

/** No library is told the PIN but to log in, and what goes wrong there is told by its code alone. */
function attempt<T>(call: () => T): { value?: T; why?: string } {
  try {
    return { value: call() }
  } catch (error) {
    return { why: error instanceof Error ? error.message : 'unknown error' }
  }
}
