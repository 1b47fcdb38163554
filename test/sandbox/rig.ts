/** A built and started sandbox with the hall's adapters pointed at it, for tests of either. */
import { freePort } from '../support/hall.ts'
import { PATIENCE } from '../support/pair.ts'
import { type SandboxKeys, sandboxKeys } from '../support/sandbox-keys.ts'
import type { FaultName, PartnerName } from './faults.ts'
import { type Sandbox, startSandbox } from './start.ts'

export interface Rig extends Sandbox {
  keys: SandboxKeys
  /** Sends JSON to `/control/…` and throws when the sandbox does not take it. */
  control(path: string, body: object): Promise<unknown>
  ask(path: string): Promise<unknown>
  order(partner: PartnerName, fault: FaultName, times?: number, delayMs?: number): Promise<unknown>
  calls(partner: PartnerName): Promise<number>
}

export async function startRig(hall = 'http://hall.invalid', timeoutMs = PATIENCE): Promise<Rig> {
  const port = await freePort()
  const keys = await sandboxKeys({ hall, sandbox: `http://localhost:${port}` }, timeoutMs)
  const sandbox = await startSandbox({ port, bindings: keys.sandbox })
  const read = async (response: Response) => {
    if (!response.ok) throw new Error(`sandbox: ${response.status} ${await response.text()}`)
    return response.status === 204 ? undefined : response.json()
  }
  const control: Rig['control'] = async (path, body) =>
    read(
      await fetch(`${sandbox.origin}/control/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  const ask: Rig['ask'] = async (path) => read(await fetch(`${sandbox.origin}/control/${path}`))
  return {
    ...sandbox,
    keys,
    control,
    ask,
    order: (partner, fault, times = 1, delayMs = 100) =>
      control('faults', { partner, fault, times, delayMs }),
    calls: async (partner) => ((await ask('calls')) as Record<string, number>)[partner] ?? 0,
  }
}
