import { chromium } from 'playwright-core'

export type Loaded = { url: string; content: Uint8Array }

/** Opens a page in Chromium and returns every script and style sheet that it loaded, frames included. */
export async function scriptsAndStyles(url: string): Promise<Loaded[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
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
