/** The clock, set at the moment at which something began: whoever tries again is told what time it is by then. */
export function clockFrom(now: number): () => number {
  const began = Date.now()
  return () => now + Date.now() - began
}
