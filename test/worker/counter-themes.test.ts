/** How a portal's frames look, as the administration chooses it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, valuesIn } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/counter/clients'
let administrator: Visitor
let made = 0
beforeAll(async () => {
  administrator = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
})

const fields = (own: Record<string, string>) => ({
  ...{ clientId: `themed-${++made}`, clientName: '临江市政务服务网', authMethod: 'client_secret_basic' },
  ...{ redirectUris: 'https://portal.example/callback', origins: 'https://portal.example' },
  ...own,
})
const add = (own: Record<string, string>) => administrator.submit(`${LIST}/new`, fields(own))
const find = (id: string) =>
  world.hall.db.prepare('SELECT theme FROM client WHERE id = ?').bind(id).first<{ theme: string | null }>()

async function register(own: Record<string, string>) {
  await must(200, add(own))
  return { id: `themed-${made}` }
}

describe('how the frames of a site look', () => {
  const themed = { themeAct: ' 8F2F12 ', themeCorners: 'square', themeLetters: 'large', themeCompact: 'yes' }

  it('is kept with the site, shown again, and worn by its frames', async () => {
    const { id } = await register(themed)
    const theme = { act: '#8f2f12', corners: 'square', letters: 'large', compact: true }
    expect(JSON.parse(String((await find(id))?.theme))).toEqual(theme)
    const page = await administrator.get(`${LIST}/${id}`)
    expect(valuesIn(page.text)).toMatchObject({ ...themed, themeAct: '#8f2f12' })
    const query = {
      ...{ client_id: id, origin: 'https://portal.example' },
    }
    const frame = await administrator.get(`/embed/account?${new URLSearchParams(query)}`)
    const [, sheet = ''] = /href="(\/embed\/theme\.css[^"]*)"/.exec(frame.text) ?? []
    const style = await administrator.get(sheet.replaceAll('&amp;', '&'))
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect(style.headers.get('cache-control')).toContain('immutable')
    expect(style.text).toContain('--act:light-dark(#8f2f12,')
    expect(style.text).toContain('--radius:0;font-size:112.5%')
  })

  it('is the hall’s own again once nothing is chosen, and then no further style is loaded', async () => {
    const { id } = await register(themed)
    const { clientId: _, authMethod: __, ...rest } = fields({})
    await must(303, administrator.submit(`${LIST}/${id}`, rest))
    expect((await find(id))?.theme).toBeNull()
    const query = new URLSearchParams({ client_id: id, origin: 'https://portal.example' })
    expect((await administrator.get(`/embed/account?${query}`)).text).not.toContain('theme.css')
  })

  it.each([
    [{ themeAct: '#00bcd4' }, 'a colour on which white cannot be read'],
    [{ themeAct: '#777777' }, 'a grey that is not quite dark enough'],
    [{ themeAct: 'red' }, 'a colour by its name'],
    [{ themeAct: '#0a5063;}body{' }, 'a piece of a style sheet'],
    [{ themeCorners: '99px' }, 'corners of its own'],
    [{ themeLetters: 'huge' }, 'letters of its own'],
    [{ themeCompact: 'no' }, 'a spacing of its own'],
  ])('is not %j, %s', async (typed: Record<string, string>, _what) => {
    const page = await add(typed)
    expect([page.status, Object.keys(errorsIn(page.text))]).toEqual([422, Object.keys(typed)])
  })

  it('is no style that an address makes up', async () => {
    for (const query of ['', 'act=ffffff', 'act=0a5063%3B%7D', 'corners=x', 'act=0a5063&letters=x']) {
      const reply = await administrator.get(`/embed/theme.css?${query}`)
      if (query === '') expect(reply.text).toBe(':root{}')
      else expect([query, reply.status]).toEqual([query, 404])
    }
  })
})
