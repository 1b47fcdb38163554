/** What a Worker's isolate holds, asked of the runtime's inspector while it works. */
import { WebSocket } from 'ws'

interface HeapUsage {
  /** Objects of JavaScript, garbage that is not collected yet included. */
  usedSize: number
  /** What lies outside of it and belongs to them: array buffers. */
  backingStorageSize?: number
}

const EVERY_MS = 20

/** Notes the most that is held at once, until it is asked for. */
export async function watchHeap(inspector: URL): Promise<() => Promise<number>> {
  const asked = await fetch(new URL('/json', inspector.href.replace(/^ws/, 'http')))
  const targets = (await asked.json()) as { id: string; webSocketDebuggerUrl: string }[]
  const target = targets.find(({ id }) => id.startsWith('core:user:'))
  if (!target) throw new Error(`the inspector knows of no Worker: ${targets.map(({ id }) => id).join()}`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let [peak, id] = [0, 0]
  socket.on('message', (data) => {
    const { result } = JSON.parse(String(data)) as { result?: HeapUsage }
    if (result?.usedSize) peak = Math.max(peak, result.usedSize + (result.backingStorageSize ?? 0))
  })
  const timer = setInterval(
    () => socket.send(JSON.stringify({ id: ++id, method: 'Runtime.getHeapUsage' })),
    EVERY_MS,
  )
  return async () => {
    clearInterval(timer)
    socket.close()
    return peak
  }
}
