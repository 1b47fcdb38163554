/** SM2 keys behind the test library for SKF: a folder each. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { UnitKey } from './certificates.ts'
import { testLibrary } from './tools.ts'

export type Habit = 'crash' | 'hang' | 'noise'

export interface SkfKeys {
  library: string
  env: { SKF_TEST_KEYS: string }
  /** Plugs a key in. `exchange` is the certificate beside it that may only encrypt. */
  plugIn(
    name: string,
    pin: string,
    key: { signing?: UnitKey; exchange?: UnitKey; habit?: Habit },
  ): Promise<void>
  triesLeft(name: string): Promise<number>
  setTries(name: string, tries: number): Promise<void>
}

/** @param port of its own in the folder, for keys that are plugged in together */
export async function skfKeys(folder: string, port = 'skf'): Promise<SkfKeys> {
  const root = join(folder, port)
  await mkdir(root, { recursive: true })
  const tries = (name: string) => join(root, name, 'tries')
  return {
    library: testLibrary('skf'),
    env: { SKF_TEST_KEYS: root },
    async plugIn(name, pin, { signing, exchange, habit }) {
      const device = join(root, name)
      await mkdir(device)
      await writeFile(join(device, 'pin'), pin)
      if (signing) await writeFile(join(device, 'signing.der'), signing.certificate)
      if (exchange) await writeFile(join(device, 'exchange.der'), exchange.certificate)
      const key = signing ?? exchange
      if (key) await copyFile(key.keyPem, join(device, 'key.pem'))
      if (habit) await writeFile(join(device, habit), '')
    },
    triesLeft: async (name) => Number(await readFile(tries(name), 'utf8')),
    setTries: (name, left) => writeFile(tries(name), String(left)),
  }
}
