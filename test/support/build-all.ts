/** Builds what tests and `npm start` run: widgets, hall and sandbox. */
import { buildSandbox } from '../sandbox/start.ts'
import { bundle } from './build.ts'
import { hallBundle, hallConfig } from './hall.ts'

export const buildHall = () => bundle(hallConfig, hallBundle)

export async function buildAll(): Promise<void> {
  await Promise.all([buildHall(), buildSandbox()])
}

if (import.meta.main) await buildAll()
