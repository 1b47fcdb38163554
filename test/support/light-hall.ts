/**
 * The hall of most tests and of every journey: the same Worker but for what a password's hash costs. What it does cost,
 * that it is the same for everybody, and the files beside the Worker are proved on the hall as it is deployed.
 */
import { join } from 'node:path'
import { build } from 'esbuild'
import { SETTINGS } from '../../worker/build.ts'
import { root } from './build.ts'
import { swapFiles } from './swap-files.ts'

export const lightBundle = join(root, '.build/light-hall')

/** After the widgets: their addresses are in it. */
export async function buildLightHall(): Promise<void> {
  const instead = { [join(root, 'worker/lib/password-cost.ts')]: join(root, 'test/support/light-cost.ts') }
  const plugins = [...SETTINGS.plugins, swapFiles(instead)]
  await build({ ...SETTINGS, outdir: lightBundle, sourcemap: false, plugins })
}
