/** Which keys there are, over all drivers. */

import { type HostConfig, pkcs11Modules, skfLibraries, vendorClients } from './config.ts'
import { caClient } from './drivers/caclient.ts'
import { type Driver, type Fault, failed, type Key, type Look } from './drivers/driver.ts'
import { libraryDriver } from './drivers/library.ts'
import { xtxApp } from './drivers/xtxapp.ts'

const protocols = { caclient: caClient, xtxapp: xtxApp }

export const ownDrivers = (config: HostConfig): Driver[] => [
  ...pkcs11Modules(config).map(({ path, rsa }) => libraryDriver('pkcs11', path, rsa)),
  ...skfLibraries(config).map((path) => libraryDriver('skf', path)),
]

export const vendorDrivers = (config: HostConfig): Driver[] =>
  vendorClients(config).map((vendor) => protocols[vendor.protocol](vendor))

export interface Offered {
  key: Key
  driver: Driver
}

export const lookAll = (drivers: Driver[], signal: AbortSignal): Promise<[Driver, Look][]> =>
  Promise.all(drivers.map(async (driver): Promise<[Driver, Look]> => [driver, await driver.look(signal)]))

/** What may be chosen from, or why there is nothing. Pure: `now` is a parameter. */
export function offer(looks: [Driver, Look][], now: Date): { offered: Offered[] } | { none: Fault } {
  const seen = new Set<string>()
  const all = looks.flatMap(([driver, look]) =>
    (look.state === 'looked' ? look.found.keys : []).map((key) => ({ key, driver })),
  )
  // One key may be reached by two libraries.
  const different = all.filter(({ key }) => {
    const id = key.certificate?.der.toString('hex') ?? `${key.traits.driver}:${key.ref}`
    return !seen.has(id) && seen.add(id)
  })
  if (different.length === 0) return { none: failed(whyNone(looks)) }
  // After a renewal the old certificate stays on the token. Where none is valid the Worker says which it is.
  const valid = different.filter(({ key: { certificate } }) => {
    return !certificate || (certificate.from <= now && now <= certificate.until)
  })
  return { offered: valid.length > 0 ? valid : different }
}

function whyNone(looks: [Driver, Look][]): Fault['fault'] {
  const states = looks.map(([, look]) => look)
  if (states.some((look) => look.state === 'looked' && look.found.encryptionOnly))
    return 'encryption_certificate'
  const broken = states.some(({ state }) => state === 'failed')
  return broken && states.every(({ state }) => state !== 'looked') ? 'driver_failed' : 'no_key'
}
