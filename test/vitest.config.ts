import { defineConfig } from 'vitest/config'

// The hall, its sandbox and a browser share the machine's two cores with the tests, which wait for them half of
// their time: three files at a time keep both cores busy.
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
        },
      },
      {
        extends: true,
        test: {
          name: 'hall',
          include: ['test/worker/**/*.test.ts', 'test/native-host/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 15_000, interval: 50 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['widgets', 'extension', 'journeys'].map((folder) => `test/${folder}/**/*.test.ts`),
          testTimeout: 90_000,
          hookTimeout: 90_000,
          // A browser on a busy machine loses a click now and then; the report names what needed a second run.
          retry: 1,
          expect: { poll: { timeout: 15_000, interval: 50 } },
        },
      },
    ],
    maxWorkers: 3,
    // What the files import, the platform's tools above all, takes longer to load than many of them run.
    isolate: false,
  },
})
