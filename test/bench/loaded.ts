import { launch } from '../support/browser-launch.ts'

export type Loaded = { url: string; content: Uint8Array }

/** Opens a page in Chromium and returns every script and style sheet that it loaded, frames included. */
export async function scriptsAndStyles(url: string): Promise<Loaded[]> {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    const loaded: Promise<Loaded>[] = []
    page.on('response', (response) => {
      if (!['script', 'stylesheet'].includes(response.request().resourceType())) return
      loaded.push(response.body().then((content) => ({ url: response.url(), content })))
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    return await Promise.all(loaded)
  } finally {
    await browser.close()
  }
}
