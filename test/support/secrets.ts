/** Keys of the hall and of the outside systems, made anew, and kept beside the data that they open. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freshSecrets } from './hall.ts'
import { sandboxKeys } from './sandbox-keys.ts'

export interface Secrets {
  /** Bindings of the hall, and the public keys of the government app's backend. */
  hall: ReturnType<typeof freshSecrets> & Awaited<ReturnType<typeof sandboxKeys>>['hall']
  /** Bindings of the sandbox. */
  sandbox: Record<string, string>
}

/** `patience` is how long the hall waits for a partner, in milliseconds. */
export async function makeSecrets(
  origins: { hall: string; sandbox: string },
  patience?: number,
): Promise<Secrets> {
  const { hall, sandbox } = await sandboxKeys(origins, patience)
  return { hall: { ...freshSecrets(), ...hall }, sandbox }
}

/** What `make` gives, the same one at every start with this folder and name; without a folder a new one. */
export async function kept<T>(
  folder: string | undefined,
  name: string,
  make: () => T | Promise<T>,
): Promise<T> {
  if (!folder) return make()
  const file = join(folder, `${name}.json`)
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found) return JSON.parse(found) as T
  const made = await make()
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify(made), { mode: 0o600 })
  return made
}
