import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleHost } from '../../extension/native-host/build.ts'
import { buildExecutable } from '../../extension/native-host/executable.ts'
import { installers, target, writeInstallers } from '../../extension/native-host/install/write.ts'
import { EXTENSION_IDS, HOST_NAME } from '../../schema/ca-bridge.ts'
import { runHost } from '../support/native-host/host.ts'
import { HALL } from '../support/native-host/world.ts'
import { softHsm } from '../support/tokens/softhsm.ts'
import { testLibrary } from '../support/tokens/tools.ts'

const run = promisify(execFile)
let home: string
/** A build of its own: other files run the usual one meanwhile. */
let out: string
const filesOf = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
}
const install = (...args: string[]) =>
  run('sh', [join(out, 'install.sh'), ...args], { env: { PATH: process.env.PATH, HOME: home } })

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'home-'))
  out = await mkdtemp(join(tmpdir(), 'host-'))
  await buildExecutable(await bundleHost('extension/native-host/main.ts', out), out)
  await writeInstallers(out)
})
afterAll(() => Promise.all([home, out].map((folder) => rm(folder, { recursive: true, force: true }))))

const USER = [
  ...['.config/chromium', '.config/google-chrome', '.config/microsoft-edge'].map(
    (place) => `${place}/NativeMessagingHosts/${HOST_NAME}.json`,
  ),
  ...['config.json', 'places.sh', 'uninstall.sh', 'unit-hall-ca'].map(
    (file) => `.local/lib/unit-hall-ca/${file}`,
  ),
  `.mozilla/native-messaging-hosts/${HOST_NAME}.json`,
]

describe('the installed host', () => {
  it('is there for four browsers, for our extension alone, however often it is installed', async () => {
    await install('--origin', HALL)
    const before = await readFile(join(home, USER[0] ?? ''), 'utf8')
    await install('--origin', HALL)
    expect((await filesOf(home)).sort()).toEqual(USER)
    expect(await readFile(join(home, USER[0] ?? ''), 'utf8')).toBe(before)
    const path = join(home, '.local/lib/unit-hall-ca/unit-hall-ca')
    const common = { name: HOST_NAME, path, type: 'stdio', description: expect.any(String) }
    for (const file of USER.slice(0, 3))
      expect(JSON.parse(await readFile(join(home, file), 'utf8'))).toEqual({
        ...{ ...common, allowed_origins: [`chrome-extension://${EXTENSION_IDS.chromium}/`] },
      })
    expect(JSON.parse(await readFile(join(home, USER.at(-1) ?? ''), 'utf8'))).toEqual({
      ...{ ...common, allowed_extensions: [EXTENSION_IDS.firefox] },
    })
    const config = await readFile(join(home, '.local/lib/unit-hall-ca/config.json'), 'utf8')
    expect(JSON.parse(config)).toEqual({ origins: [HALL], pkcs11: [], skf: [] })
  })

  it("runs from one file, with the machine code in it, in a folder that is this user's alone", async () => {
    const hsm = await softHsm(join(home, 'token'))
    const skf = join(home, 'skf')
    await mkdir(skf)
    await install('--origin', HALL, '--pkcs11', hsm.module, '--skf', testLibrary('skf'))
    const manifest = JSON.parse(await readFile(join(home, USER[0] ?? ''), 'utf8')) as { path: string }
    const cache = join(home, '.cache/unit-hall-ca')
    const start = () =>
      runHost({ ...hsm.env, HOME: home, XDG_CACHE_HOME: '', SKF_TEST_KEYS: skf }, [manifest.path])
    const states = async () => {
      const host = start()
      const answer = await host.ask({ id: 's', kind: 'status' })
      expect(await host.leave()).toBe(0)
      return answer
    }
    const no_key = (driver: string) => ({ driver, state: 'no_key', keys: 0 })
    const drivers = expect.arrayContaining([no_key('pkcs11'), no_key('skf')])
    expect(await states()).toMatchObject({ ok: true, status: { drivers } })
    expect((await stat(cache)).mode & 0o777).toBe(0o700)
    // Somebody who changed an unpacked file changed nothing: it is written anew.
    const [file = ''] = await readdir(cache)
    const real = await readFile(join(cache, file))
    await rm(join(cache, file))
    await writeFile(join(cache, file), 'not what was built')
    expect(await states()).toMatchObject({ ok: true, status: { drivers } })
    expect((await readFile(join(cache, file))).equals(real)).toBe(true)
    await Promise.all(['token', 'skf'].map((name) => rm(join(home, name), { recursive: true })))
  })

  it('is gone without a trace after it is uninstalled, as often as one likes', async () => {
    const script = join(out, 'uninstall.sh')
    const others = join(home, '.mozilla/native-messaging-hosts/another.json')
    await writeFile(others, '{}')
    for (const path of [join(home, '.local/lib/unit-hall-ca/uninstall.sh'), script])
      await run('sh', [path], { env: { PATH: process.env.PATH, HOME: home } })
    expect(await filesOf(home)).toEqual(['.mozilla/native-messaging-hosts/another.json'])
  })

  it('goes where all users find it, when an administrator says so', async () => {
    const env = { PATH: process.env.PATH, HOME: home, DESTDIR: join(home, 'disk') }
    await run('sh', [join(out, 'install.sh'), '--system'], { env })
    const places = [
      'etc/chromium/native-messaging-hosts',
      'etc/opt/chrome/native-messaging-hosts',
      'etc/opt/edge/native-messaging-hosts',
    ]
    const files = await filesOf(env.DESTDIR)
    for (const place of [...places, 'usr/lib/mozilla/native-messaging-hosts'])
      expect(files).toContain(`${place}/${HOST_NAME}.json`)
    const manifest = await readFile(join(env.DESTDIR, `${places[0]}/${HOST_NAME}.json`), 'utf8')
    expect(JSON.parse(manifest)).toMatchObject({ path: '/opt/unit-hall-ca/unit-hall-ca' })
    await run('sh', [join(out, 'uninstall.sh'), '--system'], { env })
    expect(await filesOf(env.DESTDIR)).toEqual([])
  })

  it.each([
    ['--origin', 'http://hall.linjiang.example'],
    ['--origin', `${HALL}/login`],
    ['--origin', 'https://*.example'],
    ['--origin', 'https://a.example", "https://b.example'],
    ['--extension', 'abcdefghijklmnopabcdefghijklmnoz'],
    ['--extension', 'abc'],
    ['--force', ''],
  ])('is not installed with %s %s', async (option, value) => {
    await expect(install(option, value)).rejects.toMatchObject({ code: 2 })
    expect(await filesOf(home)).toEqual(['.mozilla/native-messaging-hosts/another.json'])
  })
})

describe('what is given out', () => {
  it('runs nothing that the environment brings', async () => {
    const file = join(home, 'brought.cjs')
    await writeFile(file, "console.info('brought in')")
    const env = { PATH: process.env.PATH, HOME: home, NODE_OPTIONS: `--require ${file}` }
    const { stdout } = await run(join(out, 'unit-hall-ca'), ['--version'], { env })
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    await rm(file)
  })

  it("holds nothing of the tests' window", async () => {
    const marks = ['UNIT_HALL_TEST', 'test/support', 'headless']
    const files = ['host.cjs', 'unit-hall-ca']
    for (const file of files) {
      const bytes = await readFile(join(out, file))
      expect(bytes.includes('unit-hall-ca/1')).toBe(true)
      for (const mark of file === 'host.cjs' ? marks : marks.slice(0, 1))
        expect(bytes.includes(mark), `${file}: ${mark}`).toBe(false)
    }
  })

  it('names the halls and extensions that it was built for, and refuses to be built for others', async () => {
    const store = 'p'.repeat(32)
    const to = target({ HALL_ORIGINS: `${HALL} https://hall.other.example`, STORE_IDS: store })
    expect(to.chromium).toEqual([EXTENSION_IDS.chromium, store])
    for (const HALL_ORIGINS of ['http://hall.example', `${HALL}/`, "https://'$(id)'.example"])
      expect(() => target({ HALL_ORIGINS })).toThrow('not the origin of a hall')
    expect(() => target({ STORE_IDS: 'abc' })).toThrow('not the id of an extension')
    for (const [system, list] of [
      ['linux', `ORIGINS='${HALL} https://hall.other.example'`],
      ['win32', `@('${HALL}', 'https://hall.other.example')`],
    ] as const) {
      const scripts = Object.entries(await installers(system, to))
      expect(scripts).toHaveLength(3)
      expect(scripts.some(([, text]) => text.includes(list) && text.includes(store))).toBe(true)
      for (const [name, text] of scripts) expect(text, name).not.toMatch(/@[A-Z]+@/)
    }
  })

  it('registers for four browsers on Windows, and its uninstaller takes all of it away', async () => {
    const scripts = await installers('win32', target({}))
    const all = Object.values(scripts).join('\n')
    for (const place of ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium', 'Mozilla'])
      expect(scripts['places.ps1']).toContain(`$hive\\${place}\\NativeMessagingHosts`)
    for (const script of Object.values(scripts)) {
      expect(script.startsWith('\ufeff')).toBe(true)
      expect(script).toMatch(/\r\n$/)
      for (const [open, close] of ['()', '{}', '[]'])
        expect(script.split(open ?? '').length).toBe(script.split(close ?? '').length)
    }
    expect(scripts['uninstall.ps1']).toContain('$folder, $cache')
    expect(all).not.toMatch(/Invoke-Expression|DownloadString|Set-ExecutionPolicy/)
  })

  it('knows the places of macOS', async () => {
    const { 'places.sh': places = '' } = await installers('darwin', target({}))
    // Run as it would be there, by a system that calls itself so.
    const script = `uname() { echo Darwin; }; HOME=/Users/x SYSTEM=no; ${places.replace(/^#.*$/gm, '')}\nprintf '%s\\n' "$FOLDER" "$CHROMIUM_PLACES" "$FIREFOX_PLACE"`
    const { stdout } = await run('sh', ['-c', script])
    expect(stdout.trim().split('\n')).toEqual(
      [
        'unit-hall-ca',
        'Google/Chrome/NativeMessagingHosts',
        'Chromium/NativeMessagingHosts',
        'Microsoft Edge/NativeMessagingHosts',
        'Mozilla/NativeMessagingHosts',
      ].map((place) => `/Users/x/Library/Application Support/${place}`),
    )
  })
})
