import { describe, expect, it } from 'vitest'
import { type Source, sourcesOf } from './sources.ts'

const worker = sourcesOf('worker')

/** `login` for `worker/login/store.ts`; nothing for files that lie in the worker's root. */
const roomOf = (path: string) => /^worker\/([a-z]+)\//.exec(path)?.[1]
const NO_SLICES = new Set(['lib', 'partners'])
const isSlice = (room: string | undefined): room is string => room !== undefined && !NO_SLICES.has(room)

/** Every import that a rule does not allow, as `from → to`. */
const wrong = (sources: Source[], allowed: (target: string, source: Source) => boolean) =>
  sources.flatMap((source) =>
    [...source.files, ...source.packages]
      .filter((target) => !allowed(target, source))
      .map((target) => `${source.path} → ${target}`),
  )

describe('the arrows of the house', () => {
  it('are read off the sources', () => {
    const entry = worker.find(({ path }) => path === 'worker/index.ts')
    expect(entry?.files).toContain('worker/login/routes.tsx')
    expect(entry?.packages).toContain('hono')
    expect(worker.flatMap(({ files }) => files).length).toBeGreaterThan(200)
  })

  it('lead from the schema to nothing but valibot, and to what reads and writes spreadsheets where that is done', () => {
    const spreadsheets = /^(@zip\.js\/zip\.js\/lib\/zip-core-custom\.js|hucre\/xlsx|papaparse|saxes)$/
    const done = /^schema\/rosters\/(reading|writing)\//
    const right = (to: string, { path }: Source) =>
      to.startsWith('schema/') || to === 'valibot' || (done.test(path) && spreadsheets.test(to))
    expect(wrong(sourcesOf('schema'), right)).toEqual([])
  })

  it('lead from a widget to the schema, to widgets and to what draws them', () => {
    const build = new Set(['widgets/build.ts', 'widgets/sizes.ts']) // run by Node, loaded by nobody
    const drawn = /^(preact(\/.*)?|uqr|valibot)$/
    const widgets = sourcesOf('widgets').filter(({ path }) => !build.has(path))
    expect(wrong(widgets, (to) => /^(schema|widgets)\//.test(to) || drawn.test(to))).toEqual([])
  })

  it('lead from the extension to the schema, to the parts that pages are made of and to what builds it', () => {
    // The native host is a program of its own, run by no browser.
    const inBrowser = sourcesOf('extension').filter(({ path }) => !path.startsWith('extension/native-host/'))
    const build = new Set(['build', 'settings', 'wxt.config'].map((name) => `extension/${name}.ts`))
    const drawn = /^(preact(\/hooks)?|valibot|wxt\/(browser|utils\/define-[a-z-]+))$/
    const own = (to: string) => /^(schema|widgets\/ui|extension)\//.test(to) && !/\/native-host\//.test(to)
    const loaded = inBrowser.filter(({ path }) => !build.has(path))
    expect(loaded.length).toBeGreaterThan(15)
    expect(wrong(loaded, (to) => (own(to) && !build.has(to)) || drawn.test(to))).toEqual([])
    const others = ['schema', 'widgets', 'worker'].flatMap(sourcesOf)
    expect(wrong(others, (to) => !to.startsWith('extension/'))).toEqual([])
  })

  it('lead into the extension through entrypoints that only begin what its features do', () => {
    const entries = sourcesOf('extension/entrypoints')
    expect(entries.length).toBeGreaterThan(3)
    for (const { path, text } of entries) expect(text.split('\n').length, path).toBeLessThan(20)
  })

  it('lead from the native host to the schema, to itself and to what reaches keys', () => {
    const built = new Set(['build.ts', 'executable.ts'].map((file) => `extension/native-host/${file}`)) // run by us, not in it
    const host = sourcesOf('extension/native-host').filter(({ path }) => !built.has(path))
    const own = (to: string) => to.startsWith('schema/') || to.startsWith('extension/native-host/')
    expect(
      wrong(host, (to) => own(to) || to === 'package.json' || /^(node:.*|valibot|pkcs11js|koffi)$/.test(to)),
    ).toEqual([])
  })

  it('lead from what no slice owns to no slice', () => {
    const lib = worker.filter(({ path }) => roomOf(path) === 'lib')
    expect(wrong(lib, (to) => !to.startsWith('worker/') || roomOf(to) === 'lib')).toEqual([])
    const partners = worker.filter(({ path }) => roomOf(path) === 'partners')
    expect(wrong(partners, (to) => !to.startsWith('worker/') || !isSlice(roomOf(to)))).toEqual([])
  })

  it('lead from one slice into another through its rules, its store and its acts alone', () => {
    // Acts that bear a name of their own, and the middlewares that routes of other slices begin with.
    const named = new Set([
      ...['challenges/face.ts', 'challenges/face-step.tsx', 'challenges/sms.ts', 'login/enter.ts'],
      ...['login/passwords.ts', 'registration/new-unit.ts', 'session/signed-in.ts'],
      ...['session/open.ts', 'people/open.ts', 'oidc/allow-client.ts'],
      ...['operators/confirm.ts', 'operators/offer-store.ts', 'operators/confirmation-store.ts'],
      ...['notices/write-store.ts', 'oidc/client-store.ts', 'oidc/ticket-store.ts'],
      ...[
        'counter/desk.tsx',
        'login/password-store.ts',
        'login/passwords.ts',
        'registration/new-unit.ts',
        'session/signed-in.ts',
      ],
      ...['session/open.ts', 'people/open.ts', 'people/registered.ts', 'oidc/allow-client.ts'],
      ...['partners/index.ts', 'waiting/finish.ts', 'waiting/page.tsx', 'settings/addresses.ts'],
      // A key is the same page for the hall and in a portal's frame; the trust list is kept at the counter.
      ...['ca/page.tsx', 'ca/wait.ts', 'ca/trust.ts', 'ca/trust-store.ts'],
      // A case is the same page for the unit and for the office; the offices' acts are the cases' own.
      ...['cases/office.ts', 'cases/files.ts', 'cases/show.ts', 'cases/progress.ts', 'cases/case-page.tsx'],
      ...[
        'cases/acting.ts',
        'cases/drawer.ts',
        'cases/effects.ts',
        'cases/results.ts',
        'catalogue/favourites-store.ts',
        'cases/papers-store.ts',
        'cases/queue-store.ts',
      ],
    ])
    const open = (to: string) => /\/(rules|store|acts)\.ts$/.test(to) || named.has(to.replace('worker/', ''))
    const slices = worker.filter(({ path }) => isSlice(roomOf(path)))
    const own = (to: string, { path }: Source) => roomOf(to) === roomOf(path) || roomOf(to) === 'lib'
    expect(wrong(slices, (to, from) => !to.startsWith('worker/') || own(to, from) || open(to))).toEqual([])
  })

  it('go in no circle, neither between slices nor between files', () => {
    const rooms = new Map<string, Set<string>>()
    for (const { path, files } of worker.filter(({ path }) => isSlice(roomOf(path)))) {
      const room = roomOf(path) ?? ''
      const others = files.map(roomOf).filter((to) => isSlice(to) && to !== room) as string[]
      rooms.set(room, new Set([...(rooms.get(room) ?? []), ...others]))
    }
    expect(circle(rooms)).toBeUndefined()
    const all = ['schema', 'widgets', 'worker', 'extension'].flatMap(sourcesOf)
    expect(circle(new Map(all.map(({ path, loads }) => [path, new Set(loads)])))).toBeUndefined()
  })
})

/** Some way from a place back to itself, if there is one. */
function circle(arrows: Map<string, Set<string>>): string | undefined {
  const done = new Set<string>()
  const visit = (place: string, way: string[]): string | undefined => {
    if (way.includes(place)) return [...way.slice(way.indexOf(place)), place].join(' → ')
    if (done.has(place)) return undefined
    for (const next of arrows.get(place) ?? []) {
      const found = visit(next, [...way, place])
      if (found) return found
    }
    done.add(place)
    return undefined
  }
  for (const place of arrows.keys()) {
    const found = visit(place, [])
    if (found) return found
  }
  return undefined
}
