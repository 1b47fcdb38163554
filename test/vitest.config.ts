import { defineConfig } from 'vitest/config'
import { LongestFirst } from './support/longest-first.ts'

// Only what hangs takes so long; what is slow because the machine does much else is not to be broken off.
const PATIENT = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 30_000, interval: 50 } },
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['schema', 'rules', 'architecture'].map((folder) => `test/${folder}/**/*.test.ts`),
          ...PATIENT,
        },
      },
      {
        extends: true,
        test: {
          name: 'hall',
          include: ['test/worker/**/*.test.ts', 'test/native-host/**/*.test.ts'],
          ...PATIENT,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['widgets', 'extension', 'journeys'].map((folder) => `test/${folder}/**/*.test.ts`),
          ...PATIENT,
          globalSetup: ['test/support/flawless.ts'],
          // A browser on a busy machine loses a click now and then; the report names what needed a second run.
          retry: 1,
        },
      },
    ],
    // The hall, its sandbox and a browser share the machine's two cores with the tests, which wait for them half of
    // their time: three files at a time keep both cores busy.
    maxWorkers: 3,
    // What the files import, the platform's tools above all, takes longer to load than many of them run.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
