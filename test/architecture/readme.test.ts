import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/build.ts'

const pages = ['README.md', 'README.zh-CN.md']
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Paths of the project in back quotes, and links to its files. */
const named = (text: string) =>
  [
    ...[...text.matchAll(/`((?:schema|worker|widgets|test|docs)\/[\w./-]+)`/g)],
    ...[...text.matchAll(/\]\(((?:docs\/|README)[\w./-]*)\)/g)],
  ].map(([, path]) => path ?? '')

const folders = (place: string) =>
  readdirSync(join(root, place), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${place}/${name}/`)

/** Homes of no feature of their own. */
const shared = new Set(['worker/lib/', 'widgets/islands/'])

describe.each(pages)('%s', (page) => {
  it('names only files and folders that exist', () => {
    const paths = named(read(page))
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('leads to every slice and every widget', () => {
    const text = read(page)
    const all = [...folders('worker'), ...folders('widgets')].filter((folder) => !shared.has(folder))
    expect(all.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([])
  })

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const commands = [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '')
    expect(commands.length).toBeGreaterThan(4)
    expect(commands.filter((name) => !(name in scripts))).toEqual([])
  })
})
