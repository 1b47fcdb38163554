/** As much of a hall as an embedding page meets: its script, its frame, its answer, and whether it may embed. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../support/build.ts'
import { drawWidget, type Loads } from './fake-frames.ts'

export interface Site {
  origin: string
  close(): void
}

/** A server on a free port. To a browser `localhost` and `127.0.0.1` are two sites. */
export async function startSite(host: 'localhost' | '127.0.0.1', listener: RequestListener): Promise<Site> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as { port: number }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { origin: `http://${host}:${port}`, close }
}

/** What the portal's `client-id` makes the fake hall do. */
export type Client = 'good' | 'unregistered' | 'silent' | 'hijacked' | 'wrong-scope' | WidgetClient
/** Of the account and the counters: the session is over; the first ticket, or every one, was used before. */
type WidgetClient = 'over' | 'stale' | 'always-stale'

export interface FakeHall extends Site {
  /** Brotli is measured of this. */
  script: string
  /** Queries of the frames that were opened, the last one last. */
  asked: URLSearchParams[]
  /** How often each frame of account and counters was asked for. */
  loads: Loads
}

const SCRIPTS = ['embed', 'frame', 'web-message', 'widget-frame']

async function bundleScripts(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: SCRIPTS.map((name) => join(root, 'widgets/embed', `${name}.ts`)),
    bundle: true,
    minify: true,
    write: false,
    outdir: root,
    format: 'iife',
    charset: 'utf8',
    target: ['chrome100', 'firefox100', 'safari15.4'],
  })
  return new Map(outputFiles.map(({ path, text }) => [path.slice(root.length).replace(/^\/?/, '/'), text]))
}

const html = (script: string, data: Record<string, string>, inside = '') => {
  const attributes = Object.entries(data).map(
    ([name, value]) => ` data-${name}="${value.replaceAll('"', '&quot;')}"`,
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>单位登录</title><style>body{margin:0}</style>
<div${attributes.join('')}>${inside}</div><script src="/${script}.js"></script></html>`
}

/** The form is 300 pixels high; its second button makes it 420, as a summary of errors would. */
const FORM = `<form method="post" style="height:300px"><button>登录</button>
<button type="button" onclick="this.form.style.height='420px'">出错</button></form>`

const CHECKS: Partial<Record<string, object>> = {
  unregistered: {
    ok: false,
    reason: 'unregistered_origin',
    detail: 'Register this origin.',
    message: '这个网站还不能使用单位登录。',
  },
}

/** `elsewhere` is where the frame of the client `hijacked` ends up, `portal` the origin that frames speak to. */
export async function startFakeHall(elsewhere: () => string, portal: () => string): Promise<FakeHall> {
  const scripts = await bundleScripts()
  const asked: URLSearchParams[] = []
  const loads: Loads = new Map()

  const frame = (request: IncomingMessage, query: URLSearchParams) => {
    const answer = (said: object) =>
      html('web-message', {
        portal: portal(),
        response: JSON.stringify({ ...said, state: query.get('state'), iss: site.origin }),
      })
    if (request.method === 'POST') return answer({ code: `code-of-${query.get('state')}` })
    asked.push(query)
    if (query.get('client_id') === 'wrong-scope')
      return answer({ error: 'invalid_scope', error_description: 'scope must contain openid' })
    return query.get('client_id') === 'silent' ? '' : html('frame', { portal: portal() }, FORM)
  }

  const site = await startSite('localhost', (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://hall')
    const client = searchParams.get('client_id') ?? ''
    const send = (type: string, body: string, headers = {}) =>
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body)
    const script = scripts.get(pathname)
    if (script !== undefined) return send('text/javascript', script)
    if (pathname === '/forger') return send('text/html', html('forger', {}))
    if (pathname === '/forger.js')
      return send('text/javascript', `parent.postMessage(${JSON.stringify(FORGED)}, '*')`)
    if (pathname === '/oidc/embed-check')
      return send('application/json', JSON.stringify(CHECKS[client] ?? { ok: true, title: '门户' }), {
        'access-control-allow-origin': '*',
      })
    if (client === 'hijacked') return response.writeHead(302, { location: elsewhere() }).end()
    if (pathname.startsWith('/embed/')) {
      const { data, inside } = drawWidget(request, loads)
      return send('text/html', html('widget-frame', { portal: portal(), ...data }, inside))
    }
    const policy = client === 'unregistered' ? { 'content-security-policy': "frame-ancestors 'none'" } : {}
    return send('text/html', frame(request, searchParams), policy)
  })
  return { ...site, script: scripts.get('/embed.js') ?? '', asked, loads }
}

/** What a page that is not the hall's frame would send to pass for it. */
export const FORGED = {
  type: 'authorization_response',
  response: { code: 'forged', state: 'state-1', iss: 'http://forged' },
}
