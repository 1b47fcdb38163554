/** The state of each way to keys, for the diagnostics page. Nobody is asked anything. */

import { CaDriver } from '../../schema/ca.ts'
import type { HostStatus } from '../../schema/ca-bridge.ts'
import type { HostConfig } from './config.ts'
import type { Driver, Look } from './drivers/driver.ts'
import { lookAll, ownDrivers, vendorDrivers } from './keys.ts'
import { VERSION } from './version.ts'

export async function status(config: HostConfig, signal: AbortSignal): Promise<HostStatus> {
  const drivers = [...ownDrivers(config), ...vendorDrivers(config)]
  try {
    const looks = await lookAll(drivers, signal)
    return { version: VERSION, drivers: CaDriver.options.map((name) => stateOf(name, looks)) }
  } finally {
    for (const driver of drivers) driver.close()
  }
}

function stateOf(driver: CaDriver, all: [Driver, Look][]): HostStatus['drivers'][number] {
  const looks = all.filter(([{ traits }]) => traits.driver === driver).map(([, look]) => look)
  const keys = looks.flatMap((look) => (look.state === 'looked' ? look.found.keys : []))
  if (keys.length > 0) return { driver, state: 'ready', keys: keys.length }
  if (looks.some(({ state }) => state === 'looked')) return { driver, state: 'no_key', keys: 0 }
  return {
    driver,
    state: looks.some(({ state }) => state === 'failed') ? 'failed' : 'not_installed',
    keys: 0,
  }
}
