/** A hall as the side panel sees it: its session, its bounds, its upload page, and jobs that a test decides on. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RosterJob, RowReason } from '../../schema/roster-job.ts'

const SESSION = {
  unit: {
    name: '泰州示例有限公司',
    creditCode: '91320100MA10000250',
    unitNumber: '20211300',
    region: '321200',
  },
  operator: { name: '李**', role: 'administrator' },
  amr: ['pwd'],
  signedInAt: '2026-11-15T01:00:00Z',
  idleAt: '2026-11-15T01:30:00Z',
  endsAt: '2026-11-15T13:00:00Z',
}

/** The page sends the file when its button is pressed, and says what it heard of the input. */
const UPLOAD = `<!doctype html><html lang="zh-CN"><title>上传</title><form method="post" action="/uploaded">
<label>表格 <input type="file" data-roster-file></label><button type="submit">上传</button></form><output></output>
<script>
const input = document.querySelector('input')
input.onchange = () => { document.querySelector('output').textContent = input.files[0].name }
document.querySelector('form').onsubmit = (event) => { event.preventDefault()
  fetch('/uploaded', { method: 'POST', headers: { 'x-name': encodeURIComponent(input.files[0].name) }, body: input.files[0] }).then(() => { document.querySelector('output').textContent = '已上传' }) }
</script>`

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export interface RosterHall {
  origin: string
  /** What was uploaded, if anything was. */
  uploaded(): Buffer | undefined
  /** The job as it stands from now on. */
  stands(job: Partial<RosterJob>, reasons?: RowReason[]): void
  signOut(): void
  signIn(): void
  /** What was asked for, method and path. */
  asked: string[]
  close(): void
}

export async function rosterHall(): Promise<RosterHall> {
  const asked: string[] = []
  let signedIn = true
  let file: Buffer | undefined
  let job: RosterJob | undefined
  let told: RowReason[] = []
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hall')
    asked.push(`${request.method} ${pathname}`)
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const page = (text: string) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text)
    if (pathname === '/api/v1/session') return signedIn ? json(SESSION) : json({}, 401)
    if (pathname === '/api/v1/rosters/limits') return json({ floorFen: 495_200, capFen: 2_476_200 })
    if (pathname === '/api/v1/rosters') return json({ jobs: job ? [job] : [] })
    if (job && pathname === `/api/v1/rosters/${job.id}`) return json({ ...job, reasons: told, next: null })
    if (pathname === '/uploaded') {
      file = await bodyOf(request)
      job = {
        ...{
          id: 'job-1',
          template: 'enrolment',
          state: 'working',
          rows: 0,
          done: 0,
          failed: 0,
          problem: null,
        },
        ...{ fileName: decodeURIComponent(String(request.headers['x-name'])), endedAt: null },
        ...{ filedAt: '2026-11-15T01:10:00Z', digest: createHash('sha256').update(file).digest('hex') },
      }
      return json({})
    }
    if (pathname === '/center/rosters/new' && !signedIn)
      return response.writeHead(303, { location: '/login' }).end()
    if (pathname === '/center/rosters/new') return page(UPLOAD)
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    return page(`<!doctype html><html lang="zh-CN"><title>大厅</title><p>${pathname}</p>`)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    uploaded: () => file,
    stands(next, reasons = []) {
      if (job) job = { ...job, ...next }
      told = reasons
    },
    signOut: () => {
      signedIn = false
    },
    signIn: () => {
      signedIn = true
    },
    asked,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
