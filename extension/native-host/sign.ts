/** One signature: whom for, with which key, agreed to by the person, made. */
import type { HostRequest, HostSigned } from '../../schema/ca-bridge.ts'
import type { HostConfig } from './config.ts'
import { askPerson } from './consent/consent.ts'
import type { Window } from './consent/window.ts'
import { done, failed, type Outcome } from './drivers/driver.ts'
import { lookAll, offer, ownDrivers, vendorDrivers } from './keys.ts'
import { maySign } from './origin.ts'
import { textToSign } from './text.ts'
import { VERSION } from './version.ts'

type SignRequest = Extract<HostRequest, { kind: 'sign' }>

/** Cut short by `signal`, whose reason is the fault to tell. */
export async function sign(
  request: SignRequest,
  config: HostConfig,
  window: Window,
  signal: AbortSignal,
): Promise<Outcome<HostSigned>> {
  if (!maySign(request.origin, config.origins)) return failed('origin_refused')
  const [own, vendors] = [ownDrivers(config), vendorDrivers(config)]
  try {
    const outcome = await attempt(request, { own, vendors }, window, signal)
    return signal.aborted ? failed(signal.reason) : outcome
  } finally {
    for (const driver of [...own, ...vendors]) driver.close()
  }
}

async function attempt(
  request: SignRequest,
  { own, vendors }: Record<'own' | 'vendors', ReturnType<typeof ownDrivers>>,
  window: Window,
  signal: AbortSignal,
): Promise<Outcome<HostSigned>> {
  let looks = await lookAll(own, signal)
  let found = offer(looks, new Date())
  // What only this host reaches comes first: a vendor's client would sign for any page, and needs a second proof.
  if ('none' in found) {
    looks = [...looks, ...(await lookAll(vendors, signal))]
    found = offer(looks, new Date())
  }
  if (signal.aborted) return failed('cancelled')
  if ('none' in found) return found.none
  const answer = await askPerson(window, request, found.offered, signal)
  if (!answer.ok) return answer
  const { key, driver, pin } = answer.value
  const { purpose, origin, nonce } = request
  const signed = await driver.sign(
    key,
    (algorithm) => textToSign(purpose, origin, nonce, algorithm),
    pin,
    signal,
  )
  pin?.fill(0)
  if (!signed.ok) return signed
  const { certificate, algorithm, signature } = signed.value
  return done({
    ...{ format: 'unit-hall-ca/1', algorithm, driver: key.traits.driver, version: VERSION },
    certificate: certificate.toString('base64url'),
    signature: signature.toString('base64url'),
  })
}
