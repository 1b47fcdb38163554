/** A portal's server that hears of ended sessions and answers as it is told to. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  uri: string
  /** The logout tokens that came, in order. */
  heard: string[]
  /** How many connections the hall gave up before they were answered. */
  left: number
  /** The status of the next answers; `hang` answers nothing at all. */
  answer: number | 'hang'
  close(): Promise<void>
}

export async function startListener(): Promise<Listener> {
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    response.on('close', () => {
      if (!response.writableEnded) listener.left += 1
    })
    heard.push(new URLSearchParams(body).get('logout_token') ?? '')
    if (listener.answer === 'hang') return
    const moved = listener.answer >= 300 && listener.answer < 400
    response.writeHead(listener.answer, moved ? { location: '/elsewhere' } : {}).end('x'.repeat(10))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const listener: Listener = {
    uri: `http://127.0.0.1:${port}/backchannel-logout`,
    heard,
    left: 0,
    answer: 200,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
  return listener
}

/** Waits until something holds: a moment after an answer, or some on a busy machine. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to pass')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
