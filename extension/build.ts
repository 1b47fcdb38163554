/** Builds the extension for every browser: `.build/extension/<browser>/`, and beside each its zip for the store. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

export const BROWSERS = ['chrome', 'edge', 'firefox'] as const
export const OUT = join(import.meta.dirname, '../.build/extension')

/** What a browser downloads, the native host apart: all of it, and what is not the side panel with its reader of spreadsheets. */
export const MOST_BYTES = 200_000
export const MOST_BYTES_BESIDE_PANEL = 100_000

if (import.meta.main) {
  // Only here: the bundler is slow to load, and what is above is asked for by tests as well.
  const { zip } = await import('wxt')
  const wanted = process.argv.slice(2)
  for (const browser of wanted.length > 0 ? wanted : BROWSERS) {
    const [file = ''] = await zip({ root: import.meta.dirname, browser })
    console.info(
      `${browser.padEnd(8)} ${String((await stat(file)).size).padStart(6)} B zipped of ${MOST_BYTES}`,
    )
  }
}
