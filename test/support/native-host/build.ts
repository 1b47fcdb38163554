/** Builds the native host for the tests: the same program with a window that a test answers. */
import { dirname, join } from 'node:path'
import { bundleHost, bundleProduction } from '../../../extension/native-host/build.ts'
import { testHost } from './host.ts'

export async function buildHosts(): Promise<void> {
  await bundleHost(join(import.meta.dirname, 'headless.ts'), dirname(testHost))
  await bundleProduction()
}

if (import.meta.main) await buildHosts()
