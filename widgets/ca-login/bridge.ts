/** Asks the extension, over the page's own window. Content scripts hear it there; other pages and frames do not. */
import type { BridgeFault, PageAnswer, PageRequest } from '../../schema/ca-bridge.ts'
import { ANSWERS, ASKS } from '../../schema/ca-bridge-names.ts'
import { bridgeTexts } from '../../schema/ca-refusals.ts'

export interface Fault {
  fault: BridgeFault
  triesLeft?: number | undefined
}

export interface Patience {
  milliseconds: number
  /** What it is called when they are over. */
  over: BridgeFault
  signal?: AbortSignal
}

/**
 * One question and its answer. Heard is what comes from this very window and origin under the question's own random id, and
 * of that the first; everything else is passed over. An answer that is no answer counts as a fault of the extension.
 */
export function ask(request: PageRequest, { milliseconds, over, signal }: Patience): Promise<PageAnswer> {
  return new Promise((resolve) => {
    const id = crypto.randomUUID()
    const end = (answer: PageAnswer) => {
      clearTimeout(timer)
      removeEventListener('message', hear)
      resolve(answer)
    }
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source !== window || origin !== location.origin) return
      if (data?.type === ANSWERS && data.id === id) end(readable(data.answer))
    }
    const timer = setTimeout(() => end({ ok: false, fault: over }), milliseconds)
    signal?.addEventListener('abort', () => end({ ok: false, fault: 'cancelled' }))
    addEventListener('message', hear)
    postMessage({ type: ASKS, id, request }, location.origin)
  })
}

/** The server judges what is in it; here it only has to be one of the two kinds. */
function readable(answer: PageAnswer | undefined): PageAnswer {
  if (answer?.ok === true) return answer
  return answer?.ok === false && Object.hasOwn(bridgeTexts, answer.fault)
    ? answer
    : { ok: false, fault: 'driver_failed' }
}

/** Tells the extension to close the window that asks for the PIN; nobody waits for what it says to that. */
export const cancel = () =>
  postMessage({ type: ASKS, id: crypto.randomUUID(), request: { kind: 'cancel' } }, location.origin)
