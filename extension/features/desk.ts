/** The background's desk: takes one question a port, from frames of halls alone, and answers it once. */
import { type Browser, browser } from 'wxt/browser'
import type { BridgeStatus, PageAnswer, PageRequest } from '../../schema/ca-bridge.ts'
import { type Answers, ASK_PORT, failed, messages, read } from '../messages.ts'
import { isHall } from './halls.ts'
import { hostStatus } from './host.ts'
import { ownVersion } from './own-version.ts'
import { askingOrigin, frameOf } from './sender.ts'
import { cancel, sign } from './signing.ts'

type Port = Browser.runtime.Port

export function serve(port: Port): void {
  const origin = askingOrigin(port.sender, browser.runtime.id, isHall)
  if (port.name !== ASK_PORT) port.disconnect()
  else if (origin === undefined) answer(port, failed('origin_refused'))
  else listen(port, origin)
}

function listen(port: Port, origin: string): void {
  const stop = new AbortController()
  let gone = false
  let asked = false
  port.onDisconnect.addListener(() => {
    gone = true
    stop.abort()
  })
  port.onMessage.addListener(async (message: unknown) => {
    if (asked) return
    asked = true
    const ask = read(messages.frame.asks, message)
    if (!ask) {
      port.disconnect()
      return
    }
    const from = { origin, within: ask.within, frame: frameOf(port.sender), stop }
    const told = await decide(ask.request, from).catch((error: unknown) => {
      console.error(error)
      return failed('driver_failed')
    })
    // A question that was cancelled is still answered, if there is anybody left to hear it.
    if (!gone) answer(port, told)
  })
}

function answer(port: Port, told: Answers<'frame'>): void {
  port.postMessage(told)
  port.disconnect()
}

interface From {
  origin: string
  within: string | undefined
  frame: string
  stop: AbortController
}

async function decide(request: PageRequest, { frame, stop, ...page }: From): Promise<PageAnswer> {
  const here = { ok: true, extension: ownVersion() } as const
  switch (request.kind) {
    case 'hello':
      return here
    case 'status':
      return { ok: true, status: await bridgeStatus() }
    case 'cancel':
      cancel(frame)
      return here
    case 'sign':
      return sign({ purpose: request.purpose, nonce: request.nonce, ...page }, frame, stop)
  }
}

/** Shared by all who ask while it is being found out: a page that asks often starts no more hosts by it. */
let looking: Promise<BridgeStatus> | undefined

function bridgeStatus(): Promise<BridgeStatus> {
  looking ??= hostStatus()
    .then((told) => ({ extension: ownVersion(), host: 'ok' in told ? { fault: told.fault } : told }))
    .finally(() => {
      looking = undefined
    })
  return looking
}
