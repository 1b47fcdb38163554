/** A tiny server and a browser for the widgets: what is drawn comes from the real page shell and the real build. */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { ASSETS, buildWidgets } from '../../widgets/build.ts'
import { launch, SHORT_LIVED } from '../support/browser-launch.ts'

/** As strict as the hall's own: an inline style or script shows up as an error on the console. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'"

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }

/** What makes a page the one without scripts. (Switched off in the browser, the checker would not run either.) */
export const SCRIPTS = /<script [^>]*><\/script>/g

export interface Stage {
  origin: string
  browser: Browser
  /** Pages by path. */
  pages: Map<string, string>
  /** JSON answers by path, whatever the method; posts are kept in `posted`. */
  answers: Map<string, unknown>
  posted: { path: string; body: string }[]
  /** Holds scripts back until it resolves, as a slow network does. */
  scripts: Promise<void>
  close: () => Promise<void>
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

function serve(stage: Pick<Stage, 'pages' | 'answers' | 'posted' | 'scripts'>): Server {
  return createServer(async (request, response) => {
    const { pathname: path } = new URL(request.url ?? '/', 'http://stage')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const send = (type: string, body: string | Buffer) => {
      response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body)
    }
    if (path.startsWith('/a/')) {
      if (path.endsWith('.js')) await stage.scripts
      return send(TYPES[path.split('.').pop() ?? ''] ?? 'text/plain', await readFile(join(ASSETS, path)))
    }
    if (request.method === 'POST') stage.posted.push({ path, body: Buffer.concat(chunks).toString() })
    const answer = stage.answers.get(path)
    if (answer !== undefined) return send('application/json', JSON.stringify(answer))
    const page = stage.pages.get(path) ?? '<!doctype html><title>further</title><p>further</p>'
    send('text/html; charset=utf-8', page)
  })
}

export async function openStage(): Promise<Stage> {
  await buildWidgets()
  const props: Pick<Stage, 'pages' | 'answers' | 'posted' | 'scripts'> = {
    pages: new Map(),
    answers: new Map<string, unknown>([
      ['/face-status', { status: 'pending' }],
      ['/scan-status', { status: 'waiting' }],
      ['/renew', {}],
    ]),
    posted: [],
    scripts: Promise.resolve(),
  }
  const stage = Object.assign(props, { origin: '' })
  const server = serve(stage)
  stage.origin = await listen(server)
  const browser = await launch(SHORT_LIVED)
  const close = async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
  return Object.assign(stage, { browser, close })
}

/** Opens a page in a context of its own and waits until its islands are awake. */
export async function visit(stage: Stage, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await stage.browser.newContext({ viewport: { width: 1366, height: 768 }, ...options })
  const page = await context.newPage()
  await page.goto(stage.origin + path)
  if (options.javaScriptEnabled !== false)
    await page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
  return page
}
