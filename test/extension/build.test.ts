import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BROWSERS, MOST_BYTES, MOST_BYTES_BESIDE_PANEL, OUT } from '../../extension/build.ts'
import { EXTENSION_IDS } from '../../schema/ca-bridge.ts'
import { root } from '../support/build.ts'
import { sizesOf } from '../support/extension-size.ts'

const folder = (browser: string) => join(OUT, browser)
const manifestOf = (browser: string) =>
  JSON.parse(readFileSync(join(folder(browser), 'manifest.json'), 'utf8')) as Record<string, unknown>
const scriptsOf = (browser: string) =>
  filesIn(folder(browser), /\.js$/)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')

function filesIn(place: string, name: RegExp): string[] {
  const files = readdirSync(place, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => name.test(file)).map((file) => join(place, file))
}

/** What of ours is in the builds; the native host is a program of its own. */
const sources = ['entrypoints', 'features']
  .flatMap((place) => filesIn(join(root, 'extension', place), /\.tsx?$/))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

interface Found {
  code: string
  file: string
  message: string
  description: string
}

const KEYS = [
  ...['manifest_version', 'name', 'short_name', 'description', 'version', 'icons', 'action', 'background'],
  ...['permissions', 'optional_permissions', 'host_permissions', 'content_scripts'],
]
const CHROMIUM_KEYS = ['key', 'minimum_chrome_version', 'externally_connectable', 'side_panel']
const FIREFOX_KEYS = ['browser_specific_settings', 'sidebar_action']

describe.each(BROWSERS)('the build for %s', (browser) => {
  it('is small enough, zipped, with the side panel and without', () => {
    const { whole, besidePanel, panel } = sizesOf(browser)
    expect(whole).toBeLessThanOrEqual(MOST_BYTES)
    expect(panel).toHaveLength(4) // page, script, style, worker
    expect(besidePanel).toBeLessThanOrEqual(MOST_BYTES_BESIDE_PANEL)
  })

  it('asks for the host and the halls, and for nothing else', () => {
    const manifest = manifestOf(browser)
    expect(manifest).toMatchObject({
      manifest_version: 3,
      permissions: ['nativeMessaging', 'alarms', ...(browser === 'firefox' ? [] : ['sidePanel'])],
      optional_permissions: ['notifications'],
      host_permissions: ['http://localhost/*'],
      content_scripts: [
        {
          ...{ matches: ['http://localhost/*'], all_frames: true, run_at: 'document_start' },
          js: ['content-scripts/hall.js'],
        },
      ],
    })
    const own = browser === 'firefox' ? FIREFOX_KEYS : CHROMIUM_KEYS
    expect(Object.keys(manifest).sort()).toEqual([...KEYS, ...own].sort())
    expect(manifest.background).toEqual(
      browser === 'firefox' ? { scripts: ['background.js'] } : { service_worker: 'background.js' },
    )
  })

  it('holds no code that runs text', () => {
    expect(scriptsOf(browser)).not.toMatch(/\beval\(|new Function/)
  })
})

describe('the code of the extension', () => {
  it('uses what is asked for, and nothing that would have to be asked for', () => {
    const used = [...sources.matchAll(/\bbrowser\.([a-z]\w+\??\.\w+)/g)].map(([, name]) =>
      name?.replace('?', ''),
    )
    expect([...new Set(used)].sort()).toEqual([
      ...[
        'alarms.clear',
        'alarms.create',
        'alarms.onAlarm',
        'notifications.create',
        'notifications.onClicked',
        'permissions.request',
        'runtime.connect',
        'runtime.connectNative',
        'runtime.getManifest',
        'runtime.id',
        'runtime.lastError',
      ],
      // A tab's address is open to whoever may read the tab's site: the halls, and no other tab.
      ...['runtime.onConnect', 'runtime.onMessage', 'runtime.sendMessage'],
      'sidePanel.open',
      ...['tabs.connect', 'tabs.create', 'tabs.get', 'tabs.onRemoved', 'tabs.onUpdated', 'tabs.query'],
      'windows.getCurrent',
    ])
    expect(sources).toContain('/api/v1/session')
  })

  it('writes no HTML and runs no text', () => {
    expect(sources).not.toMatch(
      /innerHTML|dangerouslySet|insertAdjacent|\beval\(|new Function|document\.write/,
    )
  })
})

describe('who the extension is', () => {
  it.each(['chrome', 'edge'])('stays the same in %s, by the key in its manifest', (browser) => {
    const { key } = manifestOf(browser)
    const hash = createHash('sha256')
      .update(Buffer.from(String(key), 'base64'))
      .digest('hex')
    const letters = [...hash.slice(0, 32)].map((digit) =>
      String.fromCharCode(97 + Number.parseInt(digit, 16)),
    )
    expect(letters.join('')).toBe(EXTENSION_IDS.chromium)
  })

  it('stays the same in Firefox, by its name', () => {
    expect(manifestOf('firefox')).toMatchObject({
      browser_specific_settings: { gecko: { id: EXTENSION_IDS.firefox } },
    })
  })
})

describe("Mozilla's linter", () => {
  it('finds no error, and no warning that is not explained here', async () => {
    const linter = join(root, 'node_modules/addons-linter/bin/addons-linter')
    const arguments_ = [linter, folder('firefox'), '--output', 'json']
    const { stdout } = await promisify(execFile)(process.execPath, arguments_, { maxBuffer: 2 ** 24 })
    const { errors, notices, warnings } = JSON.parse(stdout) as Record<
      'errors' | 'notices' | 'warnings',
      Found[]
    >
    expect({ errors, notices }).toEqual({ errors: [], notices: [] })
    const unexplained = warnings.filter(
      ({ code, file }) =>
        !(
          // There is no native messaging on Android, so the extension is not offered there; the warning is about it.
          code === 'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION' ||
          // Preact's own code for `dangerouslySetInnerHTML`, which nothing of ours uses (see above).
          (code === 'UNSAFE_VAR_ASSIGNMENT' && file.startsWith('chunks/')) ||
          // How the zip library would load other streams from an address; nothing of ours names one (see above).
          (code === 'UNSAFE_VAR_ASSIGNMENT' && file.startsWith('assets/roster.worker'))
        ),
    )
    expect(unexplained).toEqual([])
    expect(warnings).toHaveLength(3)
  })
})
