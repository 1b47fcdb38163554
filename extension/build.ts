/** Builds the extension for every browser: `.build/extension/<browser>/`, and beside each its zip for the store. */
import { stat } from 'node:fs/promises'
import { zip } from 'wxt'

const BROWSERS = ['chrome', 'edge', 'firefox'] as const

if (import.meta.main) {
  const wanted = process.argv.slice(2)
  for (const browser of wanted.length > 0 ? wanted : BROWSERS) {
    const [file = ''] = await zip({ root: import.meta.dirname, browser })
    console.info(`${browser.padEnd(8)} ${String((await stat(file)).size).padStart(6)} B zipped`)
  }
}
