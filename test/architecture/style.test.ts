import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sourcesOf } from './sources.ts'

const FOLDERS = ['schema', 'widgets', 'worker', 'test', 'extension'].filter((folder) => existsSync(folder))
const all = FOLDERS.flatMap(sourcesOf)
const worker = sourcesOf('worker')
const paths = (found: { path: string }[]) => found.map(({ path }) => path)

describe('every file', () => {
  it('is short enough to be read at once', () => {
    const lines = ({ text }: { text: string }) => text.split('\n').length - 1
    const most = ({ path }: { path: string }) => (path.startsWith('test/') ? 300 : 200)
    const long = all.filter((source) => lines(source) > most(source))
    expect(long.map((source) => `${source.path}: ${lines(source)} lines`)).toEqual([])
  })

  it('is finished: no fault of types waved through, no test left out, nothing put off', () => {
    const unfinished =
      /\bTODO\b|\bFIXME\b|@ts-(ignore|nocheck|expect-error)|\b(it|describe)\.(only|skip|todo)\b/
    const self = 'test/architecture/style.test.ts'
    expect(paths(all.filter(({ path, text }) => path !== self && unfinished.test(text)))).toEqual([])
  })

  it('imports own files by their whole name', () => {
    const cut = all.flatMap(({ path, files }) =>
      files.filter((to) => !/\.\w+$/.test(to)).map((to) => `${path} → ${to}`),
    )
    expect(cut).toEqual([])
  })
})

describe('the worker', () => {
  it('keeps every SQL statement of a slice in its store', () => {
    const elsewhere = worker.filter(
      ({ path, text }) => text.includes('.prepare(') && !/\/(\w+-)?store\.ts$/.test(path),
    )
    // What no slice owns, and the question whether the database answers at all.
    const known = [
      'worker/cases/drawer.ts',
      'worker/hall/routes.tsx',
      'worker/lib/audit.ts',
      'worker/lib/guard.ts',
      'worker/lib/reseal.ts',
    ]
    expect(paths(elsewhere).sort()).toEqual(known)
  })

  it('decides without a clock, chance or the outside', () => {
    const impure = /Date\.now|new Date\(\)|Math\.random|crypto\.|fetch\(|\bawait\b|\basync\b/
    const rules = worker.filter(({ path }) => path.endsWith('/rules.ts'))
    expect(rules.length).toBeGreaterThan(3)
    expect(paths(rules.filter(({ text }) => impure.test(text)))).toEqual([])
    for (const { path, files } of rules)
      for (const to of files) expect(to, path).toMatch(/^schema\/|^worker\/lib\/result\.ts$|\/rules\.ts$/)
  })
})

describe('a test', () => {
  it('looks the same however the device is held', () => {
    const sheets = readdirSync('widgets', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.css'),
    )
    expect(sheets.length).toBeGreaterThan(30)
    const turning = sheets.filter((file) => readFileSync(`widgets/${file}`, 'utf8').includes('orientation'))
    expect(turning).toEqual([])
  })

  it('bears a sentence for a title, not the number of a feature', () => {
    const ids = /\b(HALL|PER|REG|UPG|LOG|REC|EMB|CEN|OPR|INS|EXT|OPS)-\d/
    for (const { path, text } of all.filter(({ path }) => path.endsWith('.test.ts'))) {
      const titles = [
        ...text.matchAll(/\b(?:it|test|describe)(?:\.each\([\s\S]*?\))?\(\s*(['"`])(.*?)\1/g),
      ].map(([, , title]) => title)
      for (const title of [path, ...titles]) expect(title, path).not.toMatch(ids)
    }
  })
})
