/** One signature at a time in the whole browser, so that nobody wonders which page a window belongs to. */

import type { CaToken } from '../../schema/ca.ts'
import type { HostSigned, PageAnswer } from '../../schema/ca-bridge.ts'
import { failed } from '../messages.ts'
import { coSign } from './device-key.ts'
import { hostSigns, type ToSign } from './host.ts'
import { ownVersion } from './own-version.ts'
import { textFor } from './signed-text.ts'

/** The native port keeps the background alive for as long as this is set. */
let current: { frame: string; stop: AbortController } | undefined

/** `stop` is aborted when the frame goes away: it is closed, or it goes on to another page. */
export async function sign(toSign: ToSign, frame: string, stop: AbortController): Promise<PageAnswer> {
  if (current) return failed('busy')
  current = { frame, stop }
  try {
    const signed = await hostSigns(toSign, stop.signal)
    return 'ok' in signed ? signed : { ok: true, token: await tokenOf(toSign, signed) }
  } finally {
    current = undefined
  }
}

/** A frame cancels its own signature and no other's. */
export function cancel(frame: string): void {
  if (current?.frame === frame) current.stop.abort()
}

/** This browser co-signs whatever the driver: a CA may keep a client beside ours that signs for any page (decision 28). */
async function tokenOf(toSign: ToSign, { version, ...signed }: HostSigned): Promise<CaToken> {
  const device = await coSign(toSign.origin, await textFor(toSign, signed.algorithm))
  return { ...signed, versions: { extension: ownVersion(), host: version }, device }
}
