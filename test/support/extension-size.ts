/** What a browser downloads, weighed: all of the extension, and what is not the side panel with its reader of spreadsheets. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { OUT } from '../../extension/build.ts'

export function sizesOf(browser: string): { whole: number; besidePanel: number; panel: string[] } {
  const folder = join(OUT, browser)
  const whole = statSync(`${folder}.zip`).size
  const panel = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)(sidepanel|roster\.worker)[\w.-]*$/.test(file),
  )
  const packed = panel.map((file) => deflateRawSync(readFileSync(join(folder, file))).length)
  return { whole, besidePanel: whole - packed.reduce((sum, size) => sum + size, 0), panel }
}
