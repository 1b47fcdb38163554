/** Builds what tests and `npm start` run: widgets, hall and sandbox; the extension and its native host. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { buildSandbox } from '../sandbox/start.ts'
import { bundle, root } from './build.ts'
import { hallBundle, hallConfig } from './hall.ts'
import { buildLightHall } from './light-hall.ts'
import { buildHosts } from './native-host/build.ts'

export const buildHall = () => bundle(hallConfig, hallBundle)

/** In a process of its own: the bundler stays in the memory of whoever calls it. */
export const buildExtension = () =>
  promisify(execFile)(process.execPath, ['extension/build.ts'], { cwd: root }).then(() => undefined)

export async function buildAll(): Promise<void> {
  await Promise.all([buildHall().then(buildLightHall), buildSandbox(), buildExtension(), buildHosts()])
}

if (import.meta.main) await buildAll()
