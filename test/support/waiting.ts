/** Pages that wait for a phone, and the phone's answers, for tests. */
import type { anApp } from './app-client.ts'
import type { MadePerson, Outside } from './builders.ts'
import { Visitor } from './client.ts'

type App = Awaited<ReturnType<typeof anApp>>

export interface WaitingPage {
  visitor: Visitor
  /** What the phone scans. */
  code: string
  /** What only the page knows. */
  token: string
  /** Where the page hears how things stand. */
  statusUrl: string
}

export const readPage = (visitor: Visitor, text: string): WaitingPage => {
  const find = (pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? ''
  return {
    visitor,
    code: find(/\/app\/scan\/([\w.-]+)"/),
    token: find(/name="token" value="([^"]+)"/),
    statusUrl: find(/&quot;statusUrl&quot;:&quot;([^&]+)&quot;/) || find(/"statusUrl":"([^"]+)"/),
  }
}

/** Opens a page with a code. */
export async function openPage(
  world: Outside,
  path = '/login/scan',
  visitor = new Visitor(world.hall.origin),
) {
  const { text } = await visitor.get(path)
  return readPage(visitor, text)
}

export const comeIn = ({ visitor, token }: WaitingPage, path = '/login/scan') =>
  visitor.submit(path.replace(/(?=\?|$)/, '/finish'), { token })

export const confirmScan = async (
  app: App,
  { code }: Pick<WaitingPage, 'code'>,
  person: MadePerson,
  unitNumber?: string,
  amr = ['swk'],
  claims = {},
) => {
  const personAssertion = await app.vouch({ person, scan: code, claims: { amr, ...claims } })
  return app.call(`${code}/confirm`, { personAssertion, ...(unitNumber && { unitNumber }) })
}

export const refuseScan = async (app: App, { code }: Pick<WaitingPage, 'code'>, person: MadePerson) =>
  app.call(`${code}/refuse`, {
    reason: 'cancelled',
    personAssertion: await app.vouch({ person, scan: code }),
  })

/** Lets seconds pass for the page that waits. */
export const passSeconds = (db: D1Database, { token }: WaitingPage, seconds: number) =>
  db
    .prepare(
      'UPDATE waiting_sign_in SET created_at = created_at - ?1, expires_at = expires_at - ?1 WHERE id = ?2',
    )
    .bind(seconds * 1000, token.split('.')[0])
    .run()

/** What the page is told over its socket; `next` waits for one word. */
export function listen(world: Outside, { statusUrl }: Pick<WaitingPage, 'statusUrl'>) {
  const socket = new WebSocket(world.hall.origin.replace('http', 'ws') + statusUrl)
  const opened = new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new Error('the socket did not open'))
  })
  const next = new Promise<string>((resolve) => {
    socket.onmessage = ({ data }) => resolve(String(data))
  })
  return { socket, opened, next, close: () => socket.close() }
}

/** Every call about a page that waits, each in its ways to succeed and to be refused. */
export async function walkScans(world: Outside, app: App, person: MadePerson, by: Visitor): Promise<void> {
  const page = await openPage(world)
  await by.get(page.statusUrl)
  await by.get('/api/v1/waiting/x')
  await app.call(page.code, undefined, by)
  for (const tries of ['first', 'again']) {
    const personAssertion = await app.vouch({ person, scan: page.code })
    await app.call(
      `${page.code}/${tries === 'first' ? 'confirm' : 'refuse'}`,
      { personAssertion, reason: 'failed' },
      by,
    )
  }
  for (const personAssertion of [undefined, 'x', await app.vouch({ person, act: 'list_units' })])
    await app.ask('my-units', { personAssertion }, by)
  await by.post('/api/v1/app/my-units', { personAssertion: 'x' })
}
