/** A site that is nobody's: serves one page, on 127.0.0.1, which to a browser is not the hall's site. */
import { createServer } from 'node:http'

export interface OtherSite {
  origin: string
  close(): void
}

export async function startOtherSite(html: string): Promise<OtherSite> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(request.url === '/' ? html : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { origin: `http://127.0.0.1:${port}`, close }
}
