import { BROWSERS, MOST_BYTES, MOST_BYTES_BESIDE_PANEL } from '../../extension/build.ts'
import { buildExtension } from '../support/build-all.ts'
import { sizesOf } from '../support/extension-size.ts'
import { bytes, type Figure, type Table } from './report.ts'

/** What a browser downloads once, the native host apart. */
export async function extension(): Promise<Table> {
  await buildExtension()
  const row = (what: string, size: number, most: number): Figure => ({
    ...{ what, subject: bytes(size), yardstick: '' },
    target: { aim: `≤ ${bytes(most)}`, met: size <= most },
  })
  const figures = BROWSERS.flatMap((browser) => {
    const { whole, besidePanel } = sizesOf(browser)
    return [
      row(`for ${browser}`, whole, MOST_BYTES),
      row('without the side panel', besidePanel, MOST_BYTES_BESIDE_PANEL),
    ]
  })
  return {
    title: 'Extension (zip, icons and diagnostics page within)',
    columns: ['ours', ''],
    figures,
  }
}
