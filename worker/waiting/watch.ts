/**
 * Where the page that waits hangs on: one Durable Object a page, which sleeps while its socket stays open, and wakes
 * for the one word it has to pass on (docs/decisions/0014-a-page-that-waits.md).
 */
import { DurableObject } from 'cloudflare:workers'
import type { ScanState } from '../../schema/waiting.ts'
import type { Bindings } from '../lib/env.ts'
import { REMEMBER_MS } from './rules.ts'

export class SignInWatch extends DurableObject<Bindings> {
  /** Takes the page's socket. A page that comes back after the answer is told at once. */
  override async fetch(): Promise<Response> {
    const { 0: page, 1: ours } = new WebSocketPair()
    this.ctx.acceptWebSocket(ours)
    const said = await this.ctx.storage.get<ScanState>('said')
    if (said) ours.send(said)
    return new Response(null, { status: 101, webSocket: page })
  }

  /** Tells the page, now or when it comes. */
  async tell(state: ScanState): Promise<void> {
    await this.ctx.storage.put('said', state)
    await this.ctx.storage.setAlarm(Date.now() + REMEMBER_MS)
    for (const socket of this.ctx.getWebSockets()) socket.send(state)
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
    for (const socket of this.ctx.getWebSockets()) socket.close(1000)
  }

  /** A page has nothing to say: whoever talks is not ours. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(1008)
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close()
  }
}
