/** A hall as the side panel asks it: its session, its bounds, and a job that gets on as a test decides. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RosterJob } from '../../schema/roster-job.ts'

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

const JOB: RosterJob = {
  ...{
    id: 'job-1',
    template: 'enrolment',
    ...{ trial: false, caseId: null },
    fileName: '表.xlsx',
    digest: '',
    state: 'working',
  },
  ...{ rows: 0, done: 0, failed: 0, problem: null, filedAt: '2026-11-15T01:10:00Z', endedAt: null },
}

export interface RosterHall {
  origin: string
  /** The job as it stands from now on; before, there is none. */
  stands(job: Partial<RosterJob>): void
  /** What was asked for, method and path. */
  asked: string[]
  close(): void
}

export async function rosterHall(): Promise<RosterHall> {
  const asked: string[] = []
  let job: RosterJob | undefined
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hall')
    asked.push(`${request.method} ${pathname}`)
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (pathname === '/api/v1/session') return json(SESSION)
    if (pathname === '/api/v1/rosters/limits') return json({ floorFen: 495_200, capFen: 2_476_200 })
    if (pathname === '/api/v1/rosters') return json({ jobs: job ? [job] : [] })
    if (job && pathname === `/api/v1/rosters/${job.id}`) return json({ ...job, reasons: [], next: null })
    if (pathname.startsWith('/api/v1/rosters/')) return response.writeHead(404).end()
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    return response.end(`<!doctype html><html lang="zh-CN"><title>大厅</title><p>${pathname}</p>`)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stands(next) {
      job = { ...JOB, ...job, ...next }
    },
    asked,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
