/** Every route, asked by every kind of caller, held against the list of who may. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Callers, type Credentials, someCallers } from '../support/callers.ts'
import { operationsOf } from '../support/routes.ts'
import { usePair } from '../support/use-pair.ts'
import { KINDS, type Kind, type Rule, WHO_MAY } from '../support/who-may.ts'

const world = usePair({ light: true })
let callers: Callers
const open = new Map<Kind, Credentials>()
beforeAll(async () => {
  callers = await someCallers(world)
  for (const kind of KINDS) open.set(kind, await callers.credentials(kind))
})

const LOGIN_PAGE = /\/(login|person\/login|counter\/login)(\?|$)/

/** Let in is whoever got past the door, whatever was wrong with what they then asked for. */
async function isLetIn(route: string, kind: Kind): Promise<boolean> {
  const [method = ''] = route.split(' ')
  const { path, body } = callers.ask(route)
  const json = path.startsWith('/api/')
  const headers = {
    ...open.get(kind),
    ...{ accept: json ? 'application/json' : 'text/html', 'sec-fetch-site': 'same-origin' },
    ...(method !== 'GET' && {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
    }),
  }
  const reply = await fetch(world.hall.origin + path, {
    ...{ method, headers, redirect: 'manual' as const },
    ...(['POST', 'PUT'].includes(method) && { body: json ? '{}' : new URLSearchParams(body) }),
  })
  await reply.body?.cancel()
  // 503 is a partner's silence, told as such.
  if (reply.status !== 503) expect(reply.status, `${kind} ${route}`).toBeLessThan(500)
  // Whoever signs out is led to the door, too, and leaves the cookie there.
  const leaves = reply.headers.getSetCookie().some((set) => /max-age=0/i.test(set))
  const shownTheDoor = !leaves && LOGIN_PAGE.test(reply.headers.get('location') ?? '')
  return ![401, 403, 404].includes(reply.status) && !shownTheDoor
}

describe('the list of who may', () => {
  it('names every route, and no other', async () => {
    const routes = (await operationsOf()).map(({ method, path }) => `${method} ${path}`)
    expect([...WHO_MAY.keys()].sort()).toEqual([...new Set(routes)].sort())
  })

  it('is what the hall does', { timeout: 240_000 }, async () => {
    const wrong: string[] = []
    for (const [route, { who, leaves }] of WHO_MAY) {
      if (who === 'everybody') continue
      // Those who may not come first: what they leave undone is still there for those who may.
      for (const kind of KINDS.filter((one) => !who.includes(one)))
        if (await isLetIn(route, kind)) wrong.push(`${route} lets ${kind} in`)
      for (const kind of leaves === 'once' ? who.slice(0, 1) : who) {
        if (!(await isLetIn(route, kind))) wrong.push(`${route} keeps ${kind} out`)
        if (leaves === 'ends') open.set(kind, await callers.credentials(kind))
      }
    }
    expect(wrong).toEqual([])
  })

  it('says everybody only of routes that answer everybody', async () => {
    const asked = [...WHO_MAY].filter(([, { who }]: [string, Rule]) => who === 'everybody')
    expect(asked.length).toBeGreaterThan(80)
    for (const [route] of asked) await isLetIn(route, 'nobody')
  })
})
