/** A hall of bare pages, a site off the list and a stranger's, in a browser with the extension and its stand-in host. */
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { ANSWERS, ASKS, type PageAnswer, type PageRequest } from '../../schema/ca-bridge.ts'
import { launchWithExtension, type WithExtension } from '../support/extension.ts'

/** What the stand-in signs as, where a test does not care. */
export const OWN_HOST = { driver: 'pkcs11', algorithm: 'ES256', version: '1.0.0' } as const

export const toSign = () =>
  ({ kind: 'sign', purpose: 'login', nonce: randomBytes(32).toString('base64url') }) as const

/** Every path is a page; `?frame=` holds another page in a frame, `?sandbox=` holds it without an origin of its own. */
function serve(): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stage')
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    const [frame, sandbox] = [searchParams.get('frame'), searchParams.get('sandbox')]
    const framed =
      (frame ? `<iframe name="inner" src="${frame}"></iframe>` : '') +
      (sandbox ? `<iframe name="inner" sandbox="allow-scripts" src="${sandbox}"></iframe>` : '')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>页面</title><p>${pathname}</p>${framed}`)
  })
}

async function listen(server: Server, host: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

export const asked = (request: unknown, id: string = randomUUID()) => ({ type: ASKS, id, request })

/** Asks as a hall's page does, and gives all answers to this id that come within `wait` after the first. */
export async function askAll(
  page: Page | Frame,
  request: unknown,
  { id = randomUUID() as string, wait = 0, patience = 8_000 } = {},
): Promise<PageAnswer[]> {
  const part = { message: asked(request, id), answers: ANSWERS, wait, patience }
  return page.evaluate(
    ({ message, answers, wait, patience }) =>
      new Promise<PageAnswer[]>((resolve) => {
        const heard: PageAnswer[] = []
        const end = (ms: number) => setTimeout(() => resolve(heard), ms)
        end(patience)
        addEventListener('message', ({ source, data }) => {
          if (source !== window || data?.type !== answers || data.id !== message.id) return
          heard.push(data.answer)
          end(wait)
        })
        postMessage(message, location.origin === 'null' ? '*' : location.origin)
      }),
    part,
  )
}

export async function ask(page: Page | Frame, request: PageRequest): Promise<PageAnswer> {
  const [answer] = await askAll(page, request)
  if (!answer) throw new Error('the extension said nothing')
  return answer
}

/** Long enough for an answer that must not come. */
export const SILENCE = { patience: 700 }

export interface Stage extends WithExtension {
  /** On the list. */
  hall: string
  /** On the list as well. */
  otherHall: string
  /** On the hall's machine, at another port: matched by the patterns, but not on the list. */
  offList: string
  /** Another site, where the extension has no business. */
  stranger: string
  open(url: string): Promise<Page>
  /** A page of the hall that stays open. */
  page: Page
}

/** For one test file. Every test begins with a host that is installed and signs. */
export function useExtension(): () => Stage {
  let stage: Stage | undefined
  const there = () => {
    if (!stage) throw new Error('the stage is there in tests only')
    return stage
  }
  const servers = [serve(), serve(), serve(), serve()] as const
  beforeAll(async () => {
    const sites = {
      hall: await listen(servers[0], 'localhost'),
      otherHall: await listen(servers[1], 'localhost'),
      offList: await listen(servers[2], 'localhost'),
      stranger: await listen(servers[3], '127.0.0.1'),
    }
    const others = [join(import.meta.dirname, 'other-extension')]
    const started = await launchWithExtension({ halls: [sites.hall, sites.otherHall], others })
    const open = async (url: string) => {
      const page = await started.context.newPage()
      await page.goto(url)
      return page
    }
    stage = { ...started, ...sites, open, page: await open(sites.hall) }
  })
  beforeEach(async () => {
    await there().host.install()
    await there().host.plays({ signs: OWN_HOST })
  })
  afterEach(async () => {
    const { context, page } = there()
    const [first, ...others] = context.pages()
    const opened = others.filter((one) => one !== page)
    await Promise.all([first?.goto('about:blank'), ...opened.map((one) => one.close())])
    // What was let go is over before the next test begins.
    await expect.poll(() => there().host.running()).toBe(0)
  })
  afterAll(async () => {
    await stage?.close()
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })
  return there
}
