import { stat } from 'node:fs/promises'
import { BROWSERS, MOST_BYTES, OUT } from '../../extension/build.ts'
import { buildExtension } from '../support/build-all.ts'
import { bytes, type Figure, type Table } from './report.ts'

/** What a browser downloads once, the native host apart. */
export async function extension(): Promise<Table> {
  await buildExtension()
  const figures = BROWSERS.map(async (browser): Promise<Figure> => {
    const { size } = await stat(`${OUT}/${browser}.zip`)
    const target = { aim: `≤ ${bytes(MOST_BYTES)}`, met: size <= MOST_BYTES }
    return { what: `for ${browser}`, subject: bytes(size), yardstick: '', target }
  })
  return {
    title: 'Extension (zip, icons and diagnostics page within)',
    columns: ['ours', ''],
    figures: await Promise.all(figures),
  }
}
