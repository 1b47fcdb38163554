/** A hall whose runtime can be killed at any moment, as a machine that fails is, and which goes on where it was. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, freshSecrets, type Hall, startHall } from './hall.ts'
import { lightBundle } from './light-hall.ts'

export interface KillableHall {
  hall: Hall
  sealingKeys: string
  /** Ends the runtime without a word (Miniflare sends it SIGKILL), and starts another one on what it left. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** @param sealingKeys those of another hall, so that what is made of them compares; its own by default */
export async function startKillable(sealingKeys?: string): Promise<KillableHall> {
  const persist = await mkdtemp(join(tmpdir(), 'unit-hall-killed-'))
  const port = await freePort()
  const bindings = { ...freshSecrets(), ...(sealingKeys && { SEALING_KEYS: sealingKeys }) }
  const start = () => startHall({ port, bindings, persist, bundle: lightBundle, withoutFiles: true })
  const killable: KillableHall = {
    hall: await start(),
    sealingKeys: bindings.SEALING_KEYS,
    async kill() {
      await killable.hall.dispose()
      killable.hall = await start()
    },
    async close() {
      await killable.hall.dispose()
      await rm(persist, { recursive: true, force: true })
    },
  }
  return killable
}
