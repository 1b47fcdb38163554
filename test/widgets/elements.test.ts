/** What is told of the elements, held against the elements themselves: manifest, types, attributes, events. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import schema from 'custom-elements-manifest/schema.json'
import { describe, expect, it } from 'vitest'
import { ASSETS, buildWidgets } from '../../widgets/build.ts'
import { root } from '../support/build.ts'
import { formIn, useEmbedding } from './embed-stage.ts'

const stage = useEmbedding()

interface Told {
  tagName: string
  attributes: { name: string; default?: string }[]
  events: { name: string; type: { text: string } }[]
}

async function told(): Promise<{ manifest: object; elements: Told[] }> {
  await buildWidgets()
  const manifest = JSON.parse(await readFile(join(ASSETS, 'custom-elements.json'), 'utf8'))
  return { manifest, elements: manifest.modules[0].declarations }
}

describe('the manifest', () => {
  it('is one by the schema of the format', async () => {
    const { manifest } = await told()
    const check = new Ajv({ strict: false }).compile(schema)
    expect([check(manifest), check.errors]).toEqual([true, null])
    expect(manifest).toMatchObject({ schemaVersion: '2.1.0' })
  })

  it('names every attribute that a browser watches, and no other', async () => {
    const { elements } = await told()
    const { page } = await stage.open('')
    const watched = await page.evaluate(
      (tags) =>
        tags.map((tag) => {
          const { observedAttributes } = customElements.get(tag) as unknown as {
            observedAttributes: string[]
          }
          return [tag, [...observedAttributes]]
        }),
      elements.map(({ tagName }) => tagName),
    )
    expect(elements.map(({ tagName, attributes }) => [tagName, attributes.map(({ name }) => name)])).toEqual(
      watched,
    )
    await page.close()
  })

  it('names every event that the elements send, with what is in it, and no other', async () => {
    const { elements } = await told()
    const names = [...new Set(elements.flatMap(({ events }) => events.map(({ name }) => name)))]
    const html = [
      ...[stage.element(), stage.element('unregistered'), stage.widget('account')],
      ...[stage.widget('account', 'over'), stage.widget('cases'), stage.widget('cases', 'over')],
      ...[stage.check(), stage.check('unregistered')],
    ].join('')
    const { page, heard } = await stage.open(html, { names, keep: true, everything: true })
    await expect.poll(async () => (await heard()).length).toBe(8)
    await formIn(page).first().dispatchEvent('click')
    const button = page.frameLocator('hall-account iframe').first().getByRole('button')
    await button.first().dispatchEvent('click')
    const check = page.frameLocator('hall-verify iframe').first()
    await check.locator('[name=q]').fill('1')
    await check.getByRole('button').dispatchEvent('click')
    await expect.poll(async () => (await heard()).length).toBe(11)
    const sent = new Map<string, Set<string>>()
    for (const [tag, name, detail] of (await heard()) as [string, string, object][]) {
      const fields = Object.keys(detail)
        .sort()
        .map((field) => `${field}: string`)
      sent.set(tag, (sent.get(tag) ?? new Set()).add(`${name} ${fields.join('; ')}`))
    }
    for (const { tagName, events } of elements) {
      const said = events.map(({ name, type }) => {
        const [, fields = ''] = /^CustomEvent<\{ (.*) \}>$/.exec(type.text) ?? []
        return `${name} ${fields.split('; ').sort().join('; ')}`
      })
      expect([tagName, [...(sent.get(tagName) ?? [])].sort()]).toEqual([tagName, said.sort()])
    }
    await page.close()
  })
})

const RIGHT = `/// <reference path="./embed.d.ts" />
const login = document.createElement('hall-login')
login.addEventListener('hall-login', (event) => {
  const code: string = event.detail.code
  event.preventDefault()
  console.log(code, event.detail.iss)
})
document.addEventListener('hall-account-error', ({ detail }) => console.log(detail.reason.length))
document.querySelector('hall-cases')?.addEventListener('hall-ready', () => undefined)
import type { HallAccountAttributes } from './embed.d.ts'
export const written: HallAccountAttributes = { 'client-id': 'my-city', src: '/hall/account' }
`
/** A line each, and each wrong. */
const WRONG = [
  "document.addEventListener('hall-login', ({ detail }) => detail.token)",
  "document.addEventListener('hall-signed-out', ({ detail }) => detail.reason)",
  "document.querySelector('hall-login')?.nothing",
  "export const left: HallAccountAttributes = { 'client-id': 'my-city' }",
]

describe('the types', () => {
  it('let a portal use what there is, and tell it of what there is not', async () => {
    await buildWidgets()
    const folder = await mkdtemp(join(root, '.build/types-'))
    await writeFile(join(folder, 'embed.d.ts'), await readFile(join(ASSETS, 'embed.d.ts')))
    await writeFile(join(folder, 'right.ts'), RIGHT)
    const head = "import type { HallAccountAttributes } from './embed.d.ts'\n"
    await writeFile(join(folder, 'wrong.ts'), head + WRONG.join('\n'))
    const options = {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom'],
    }
    const config = {
      compilerOptions: {
        ...options,
        noEmit: true,
        strict: true,
        types: [],
        allowImportingTsExtensions: true,
      },
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout = '' } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    const lines = [...stdout.matchAll(/(\w+)\.ts\((\d+),\d+\): error/g)].map(
      ([, file, line]) => `${file} ${line}`,
    )
    expect([...new Set(lines)]).toEqual(WRONG.map((_line, at) => `wrong ${at + 2}`))
    await rm(folder, { recursive: true })
  })
})
