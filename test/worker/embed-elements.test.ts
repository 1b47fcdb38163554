/** Elements drawn for portals' servers, and what the hall tells of them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { ELEMENTS } from '../../widgets/embed/elements.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal } from '../support/full-portal.ts'
import { wordsOf } from '../support/html.ts'
import { REDIRECT_URI } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'
import { PAGE } from '../support/widgets.ts'

const stage = usePair()
beforeAll(async () => {
  await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'compact-portal', { theme: { compact: true, letters: 'large' } })
  await aFullPortal(stage.hall, 'no-frames', { origins: [] })
})

const login = {
  ...{ 'client-id': 'full-portal', 'redirect-uri': REDIRECT_URI, state: 's"<b', nonce: 'n' },
  'code-challenge': 'c'.repeat(43),
}
const account = { 'client-id': 'full-portal', src: '/hall/account' }
const ask = (element: string, query: Record<string, string>) =>
  new Visitor(stage.hall.origin).get<{ reason: string; errors?: { field: string }[] }>(
    `/api/v1/widgets/${element}?${new URLSearchParams(query)}`,
  )

describe('an element drawn at the edge', () => {
  it('holds the frame of the sign-in in a declarative shadow root, at its height, and the other way beside it', async () => {
    const { status, headers, text } = await ask('hall-login', { ...login, fallback: '/login' })
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    expect(text).toMatch(
      /^<hall-login [^>]*client-id="full-portal"[^>]* height="728"[^>]*><template shadowrootmode="open"><iframe /,
    )
    expect(text).toContain(`src="${stage.hall.origin}/oidc/authorize?response_type=code`)
    expect(text).toMatch(/<noscript><slot><\/slot><\/noscript><\/template><a href="\/login">/)
    // Not a word of style, which a portal's policy may forbid, and nothing of what was asked becomes markup.
    expect(text).not.toMatch(/style|<script/)
    expect(text).toContain('state="s&quot;&lt;b"')
  })

  it.each([
    ['hall-account', { ...account, 'signed-out-uri': '/bye' }, ' signed-out-uri="/bye"', 104],
    ['hall-cases', account, '', 132],
  ])('sends the frame of %s by the portal’s own server', async (element, query, more, height) => {
    const { text } = await ask(element, query as Record<string, string>)
    expect(text).toContain(
      `<${element} client-id="full-portal" src="/hall/account"${more} height="${height}">`,
    )
    expect(text).toContain(`src="/hall/account" width="100%" height="${height}"`)
    expect(text).toContain(`<a href="${stage.hall.origin}/center`)
  })

  it('is the hall’s own frame at once where everybody may look', async () => {
    const { text } = await ask('hall-verify', { 'client-id': 'full-portal', fallback: '/verify' })
    expect(text).toMatch(
      /^<hall-verify client-id="full-portal" height="\d+"><template shadowrootmode="open"><iframe /,
    )
    expect(text).toContain(`src="${stage.hall.origin}/embed/verify?client_id=full-portal"`)
  })

  it('keeps as much room as the look of the client needs, or as the portal says', async () => {
    const compact = await ask('hall-account', { ...account, 'client-id': 'compact-portal' })
    expect(compact.text).toContain(`height="${96 * 1.125}"`)
    expect((await ask('hall-account', { ...account, height: '300' })).text).toContain('height="300"')
  })

  it.each([
    ['hall-payroll', account, 404, 'element_unknown', undefined],
    ['hall-login', { ...login, 'client-id': 'nobody' }, 403, 'element_client', undefined],
    ['hall-login', { ...login, 'client-id': 'no-frames' }, 403, 'element_client', undefined],
    ['hall-login', { ...login, 'redirect-uri': `${PAGE}/other` }, 422, 'element_address', 'redirect-uri'],
    ['hall-login', { 'client-id': 'full-portal' }, 422, 'element_attribute', 'redirect-uri'],
    ['hall-login', {}, 422, 'element_attribute', 'client-id'],
    ['hall-account', { 'client-id': 'full-portal' }, 422, 'element_attribute', 'src'],
    ['hall-account', { ...account, src: 'javascript:alert(1)' }, 422, 'element_address', 'src'],
    ['hall-account', { ...account, src: '//evil.example/x' }, 422, 'element_address', 'src'],
    ['hall-account', { ...account, src: 'https://evil.example/x' }, 422, 'element_address', 'src'],
    ['hall-account', { ...account, src: '/\\evil.example' }, 422, 'element_address', 'src'],
    ['hall-account', { ...account, fallback: 'javascript:x' }, 422, 'element_address', 'fallback'],
    ['hall-account', { ...account, 'signed-out-uri': '//x' }, 422, 'element_address', 'signed-out-uri'],
    ['hall-account', { ...account, height: '9'.repeat(9) }, 422, 'element_attribute', 'height'],
    ['hall-account', { ...account, src: `/${'x'.repeat(2048)}` }, 422, 'element_attribute', 'src'],
  ])('is not drawn: %s of %j', async (element, query, status, reason, field) => {
    const reply = await ask(element, query as Record<string, string>)
    expect([reply.status, reply.json.reason, reply.json.errors?.[0]?.field]).toEqual([status, reason, field])
    expect(reply.text).not.toMatch(/evil|javascript/)
  })

  it('may lead to an address of the portal’s own origin, too, and its link to the hall', async () => {
    const fallback = `${stage.hall.origin}/center/cases`
    const { status, text } = await ask('hall-cases', { ...account, src: `${PAGE}/hall/cases`, fallback })
    expect([status, text.includes(`src="${PAGE}/hall/cases"`)]).toEqual([200, true])
    expect(text).toContain(`<a href="${fallback}">`)
    expect((await ask('hall-cases', { ...account, src: fallback })).json.reason).toBe('element_address')
  })
})

describe('the page on the elements', () => {
  it('tells every attribute and every event of each, and is found from the document', async () => {
    const visitor = new Visitor(stage.hall.origin)
    expect((await visitor.get('/docs')).text).toContain('href="/docs/widgets"')
    const { text } = await visitor.get('/docs/widgets')
    for (const [name, { attributes, events }] of Object.entries(ELEMENTS)) {
      const section = text.split(`id="${name}"`)[1]?.split('</section>')[0] ?? ''
      const codes = [...section.matchAll(/<code>([\w-]+)<\/code>/g)].map(([, code]) => code)
      expect(codes).toEqual(expect.arrayContaining([...Object.keys(attributes), ...events]))
      expect(wordsOf(section)).toContain(`<${name}`)
    }
  })

  it('shows every state in a frame that the hall alone may frame, with nothing in it to press', async () => {
    const visitor = new Visitor(stage.hall.origin)
    const { text, headers } = await visitor.get('/docs/widgets')
    expect(headers.get('content-security-policy')).toContain("frame-src 'self'")
    const frames = [...text.matchAll(/<iframe src="([^"]+)"/g)].map(([, src = '']) => src)
    expect(frames.length).toBeGreaterThan(8)
    for (const src of frames) {
      const frame = await visitor.get(src)
      expect([src, frame.status]).toEqual([src, 200])
      expect(frame.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
      expect(frame.text).toMatch(/<div inert[^>]*>/)
      expect(frame.text).not.toContain('<script')
    }
    for (const path of ['hall-account/nothing', 'nothing/x', 'hall-account/constructor'])
      expect((await visitor.get(`/docs/widgets/${path}`)).status).toBe(404)
  })

  it('has the manifest and the types beside it, for any site to read', async () => {
    for (const path of ['/custom-elements.json', '/embed.d.ts', '/embed.js']) {
      const reply = await new Visitor(stage.hall.origin).get(path)
      expect([path, reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([path, 200, '*'])
    }
  })
})
