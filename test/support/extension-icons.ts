/** Draws the extension's icons from the hall's mark: `node test/support/extension-icons.ts`, when the mark changes. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from './browser-launch.ts'
import { root } from './build.ts'

/** In pixels: the bar, the bar of a dense screen, the list of extensions, the store. */
const SIZES = [16, 32, 48, 128]

const folder = join(root, 'extension/public/icon')
const mark = await readFile(join(root, 'widgets/ui/mark.svg'), 'utf8')
await mkdir(folder, { recursive: true })
const browser = await launch()
const page = await browser.newPage()
await page.setContent(
  `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${mark}`,
)
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size })
  await page.screenshot({ path: join(folder, `${size}.png`), omitBackground: true })
}
await browser.close()
