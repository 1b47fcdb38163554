import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/build.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const json = <T>(file: string) => JSON.parse(read(file)) as T
const filesIn = (place: string, ending: string) =>
  readdirSync(join(root, place))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${place}/${name}`)

const readmes = ['README.md', 'README.zh-CN.md']
const pages = [...readmes, ...filesIn('docs', '.md'), ...filesIn('docs/decisions', '.md')]

/** Paths of the project in back quotes, and links to its files. */
function named(page: string): string[] {
  const text = read(page)
  const quoted = [...text.matchAll(/`((?:schema|worker|widgets|test|docs)\/[\w./-]+)`/g)]
  const linked = [...text.matchAll(/\]\((?!https?:)([\w./-]+)(?:#[\w-]+)?\)/g)]
  return [
    ...quoted.map(([, path]) => path ?? ''),
    ...linked.map(([, path]) => join(dirname(page), path ?? '')),
  ]
}

const folders = (place: string) =>
  readdirSync(join(root, place), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${place}/${name}/`)

/** Homes of no feature of their own. */
const shared = new Set(['worker/lib/', 'widgets/islands/'])

describe.each(pages)('%s', (page) => {
  it('names only files and folders that exist', () => {
    expect(named(page).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

describe.each(readmes)('%s', (page) => {
  it('leads to every slice and every widget', () => {
    const text = read(page)
    const all = [...folders('worker'), ...folders('widgets')].filter((folder) => !shared.has(folder))
    expect(all.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([])
  })

  it('names only commands that there are', () => {
    const { scripts } = json<{ scripts: Record<string, string> }>('package.json')
    const commands = [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '')
    expect(commands.length).toBeGreaterThan(4)
    expect(commands.filter((name) => !(name in scripts))).toEqual([])
  })
})

it.each(readmes)(
  '%s names every library that runs, and tells the licence of each that is not MIT',
  (page) => {
    const licences = /^## (?:Licences|许可证)$(.*)/ms.exec(read(page))?.[1] ?? ''
    for (const name of Object.keys(json<{ dependencies: object }>('package.json').dependencies)) {
      const { license } = json<{ license: string }>(`node_modules/${name}/package.json`)
      expect(licences).toContain(name)
      if (license !== 'MIT') expect(licences).toMatch(RegExp(`${name} (?:is|是) ${license}`))
    }
  },
)

it('the pictures that are taken are the pictures that are shown', () => {
  const shown = readmes.flatMap(named).filter((path) => path.endsWith('.png'))
  expect(filesIn('docs/pictures', '.png').sort()).toEqual([...new Set(shown)].sort())
})

it('the decision on libraries names every one that is used, with its licence', () => {
  const rows = read('docs/decisions/0010-libraries.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)
  const told = Object.fromEntries([...rows].map(([, name, licence]) => [name, licence?.trim()]))
  const used = json<Record<'dependencies' | 'devDependencies', Record<string, string>>>('package.json')
  const names = Object.keys({ ...used.dependencies, ...used.devDependencies })
  const licences = names.map((name) => [
    name,
    json<{ license: string }>(`node_modules/${name}/package.json`).license,
  ])
  expect(told).toEqual(Object.fromEntries(licences))
})
