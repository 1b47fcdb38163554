/** Faults in a row, none of them answered, before calls stop. */
const FAULTS_TO_OPEN = 5
/** How long an open circuit rests before it lets one call through, in milliseconds. */
const REST_MS = 30_000

/**
 * Spares a partner that is down, and the person the wait for it: after five silent failures in a row no
 * call goes out for thirty seconds, then one call tries; its success closes the circuit, its failure rests again.
 *
 * The state lives in the isolate's memory on purpose: an isolate that never saw the fault finds out in five
 * calls, and no shared store has to work for a fault to be noticed.
 */
export type Circuit = {
  /** Whether a call may go out now; while half open it answers yes to one caller per rest. */
  allows: (now: number) => boolean
  /** The partner answered, whatever it said. */
  answered: () => void
  /** The partner was silent or out of order. */
  failed: (now: number) => void
}

export function createCircuit(): Circuit {
  let faults = 0
  let restsUntil = 0
  return {
    allows(now) {
      if (faults < FAULTS_TO_OPEN) return true
      if (now < restsUntil) return false
      restsUntil = now + REST_MS
      return true
    },
    answered() {
      faults = 0
    },
    failed(now) {
      faults += 1
      if (faults >= FAULTS_TO_OPEN) restsUntil = now + REST_MS
    },
  }
}
