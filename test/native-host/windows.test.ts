import { chmod, cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { macWindow } from '../../extension/native-host/consent/mac.ts'
import {
  asciiJson,
  encodedScript,
  SCRIPT,
  windowsWindow,
} from '../../extension/native-host/consent/windows.ts'
import { root } from '../support/build.ts'
import { runHost } from '../support/native-host/host.ts'
import { aTerminal, type Terminal } from '../support/native-host/terminal.ts'
import { aDesk, aNonce, type Desk, HALL } from '../support/native-host/world.ts'
import { type UnitKey, unitKey } from '../support/tokens/certificates.ts'
import { skfKeys } from '../support/tokens/skf.ts'
import { ensureTokenTools } from '../support/tokens/tools.ts'

const PIN = '13%57 80'
let desk: Desk
let sm2: UnitKey
let other: UnitKey
let terminal: Terminal

/** The host as it is given out, in a folder of its own, with this file beside it. */
async function given(
  window: object,
  keys: UnitKey[],
): Promise<{ ask: () => Promise<object>; leave: () => void }> {
  const folder = join(desk.folder, `given-${Date.now()}`)
  await cp(join(root, '.build/host'), folder, {
    recursive: true,
    filter: (path) => !/unit-hall-ca$/.test(path),
  })
  const skf = await skfKeys(desk.folder, `port-${Date.now()}`)
  for (const [at, signing] of keys.entries()) await skf.plugIn(`key-${at}`, PIN, { signing })
  const config = { origins: [HALL], knownLibraries: false, skf: [skf.library], window }
  await writeFile(join(folder, 'config.json'), JSON.stringify(config))
  const host = runHost(skf.env, [process.execPath, join(folder, 'host.cjs')])
  const request = { id: 'a', kind: 'sign' as const, purpose: 'login' as const, origin: HALL, nonce: aNonce() }
  const within = 'https://portal.city.example'
  return { ask: () => host.ask({ ...request, within }), leave: () => void host.leave() }
}

beforeAll(async () => {
  ensureTokenTools()
  desk = await aDesk()
  terminal = await aTerminal()
  sm2 = await unitKey(desk.folder, 'sm2')
  other = await unitKey(desk.folder, 'sm2', { unit: '临江市另一单位' })
})
afterAll(async () => {
  terminal.close()
  await desk.close()
})

describe('pinentry', () => {
  const window = () => ({ kind: 'pinentry', program: '/usr/bin/pinentry-tty', tty: terminal.tty })

  it('shows the site and takes the PIN, whatever signs are in it', async () => {
    const host = await given(window(), [sm2])
    const answer = host.ask()
    await terminal.types(`${PIN}\n`, '证书密码')
    expect(await answer).toMatchObject({ ok: true, signed: { driver: 'skf' } })
    const screen = terminal.screen()
    for (const shown of [`\n${HALL}\r\n`, 'https://portal.city.example', '临江市测试单位', '还可以试 6 次'])
      expect(screen).toContain(shown)
    expect(screen).not.toContain(PIN)
    host.leave()
  })

  it('shows several keys in turn, and is told to stop', async () => {
    const host = await given(window(), [sm2, other])
    const signed = host.ask()
    await terminal.types('n\n', '看下一张')
    await terminal.types('o\n', '第 2 张，一共 2 张')
    await terminal.types(`${PIN}\n`, '证书密码')
    expect(await signed).toMatchObject({ ok: true })
    const cancelled = host.ask()
    await terminal.types('c\n', '看下一张')
    expect(await cancelled).toEqual({ id: 'a', ok: false, fault: 'cancelled' })
    host.leave()
  })

  it('that is not there is no window, and nothing is signed', async () => {
    const host = await given({ kind: 'pinentry', program: '/nowhere/pinentry' }, [sm2])
    expect(await host.ask()).toEqual({ id: 'a', ok: false, fault: 'driver_failed' })
    host.leave()
  })
})

describe('a terminal', () => {
  const window = () => ({ kind: 'terminal', tty: terminal.tty })

  it('lists the keys, takes the PIN unseen, and mends what was mistyped', async () => {
    const host = await given(window(), [sm2, other])
    const answer = host.ask()
    await terminal.types('2\r', '编号')
    await terminal.types(`xy\u007f\u007f${PIN}\r`, '证书密码：')
    expect(await answer).toMatchObject({ ok: true })
    expect(terminal.screen()).not.toContain(PIN)
    expect(terminal.screen()).toContain('1. 证书：')
    host.leave()
  })

  it('is left by escape', async () => {
    const host = await given(window(), [sm2])
    const answer = host.ask()
    await terminal.types('\u001b', '证书密码：')
    expect(await answer).toEqual({ id: 'a', ok: false, fault: 'cancelled' })
    host.leave()
  })

  it('that is no terminal shows nothing, and nothing is signed', async () => {
    const host = await given({ kind: 'terminal', tty: '/dev/null' }, [sm2])
    expect(await host.ask()).toEqual({ id: 'a', ok: false, fault: 'driver_failed' })
    host.leave()
  })
})

describe('the windows of systems that the tests do not run on', () => {
  const nasty = '"; Remove-Item C:\\ -Recurse; $(whoami) `calc` \' & |'
  const question = { title: '标题', text: `第一行\n${nasty}`, yes: '同意', cancel: '取消' }
  const signal = new AbortController().signal

  /** A program in place of the system's: writes down what it was given, and answers. */
  async function inPlace(
    name: string,
    answer: string,
    code = 0,
  ): Promise<{ program: string; given: () => Promise<string> }> {
    const program = join(desk.folder, name)
    const lines = [
      '#!/bin/sh',
      `printf '%s\\n' "$@" >'${program}.args'`,
      `cat >'${program}.input'`,
      `printf '%s' '${answer}'`,
    ]
    await writeFile(program, `${lines.join('\n')}\nexit ${code}\n`)
    await chmod(program, 0o755)
    const read = (file: string) => readFile(`${program}.${file}`, 'utf8')
    return { program, given: async () => `${await read('args')}\n${await read('input')}` }
  }

  it('get words as data on Windows, and never as part of the script', async () => {
    const pin = Buffer.from('密码-1').toString('base64')
    const { program, given: seen } = await inPlace('powershell', `${pin}\r\n`)
    const typed = await windowsWindow(program).secret({ ...question, prompt: '证书密码' }, signal)
    expect(String(typed)).toBe('密码-1')
    const [args, input] = (await seen()).split('\n\n')
    expect(args).not.toContain('Remove-Item')
    expect(args).toContain(encodedScript())
    expect(JSON.parse(input ?? '')).toEqual({ ...question, text: `第一行\r\n${nasty}`, prompt: '证书密码' })
    expect(input).toMatch(/^[ -~]*$/)
    expect(Buffer.from(encodedScript(), 'base64').toString('utf16le')).toBe(SCRIPT)
    // Windows PowerShell 5.1 reads it: no sign beyond ASCII, every bracket closed, nothing that would run words.
    expect(SCRIPT.replaceAll('\n', ' ')).toMatch(/^[ -~]*$/)
    for (const [open, close] of ['()', '{}', '[]'])
      expect(SCRIPT.split(open ?? '').length).toBe(SCRIPT.split(close ?? '').length)
    expect(SCRIPT).not.toMatch(/Invoke-Expression|iex |& \$|ScriptBlock/)
    expect(JSON.parse(asciiJson({ text: '大厅 😀' }))).toEqual({ text: '大厅 😀' })
  })

  it('tell yes, no, a choice, a cancel and a breakdown apart on Windows', async () => {
    const answers = async (answer: string, code = 0) =>
      windowsWindow((await inPlace(`ps-${code}`, answer, code)).program)
    expect(await (await answers('yes')).confirm(question, signal)).toBe('yes')
    expect(await (await answers('no')).confirm({ ...question, no: '不' }, signal)).toBe('no')
    expect(await (await answers('1')).pick?.({ ...question, options: ['一', '二'] }, signal)).toBe(1)
    expect(await (await answers('', 1)).confirm(question, signal)).toBe('cancelled')
    expect(await (await answers('', 3)).secret({ ...question, prompt: '' }, signal)).toBe('failed')
  })

  it('get words as arguments on macOS, and never as part of the script', async () => {
    const { program, given: seen } = await inPlace('osascript', '13 57\n')
    expect(String(await macWindow(program).secret({ ...question, prompt: '证书密码' }, signal))).toBe('13 57')
    const whole = await seen()
    const script = whole.slice(whole.indexOf('on run argv'))
    expect(whole.startsWith(`-\n标题\n第一行\n${nasty}\n取消\n同意\n`)).toBe(true)
    expect(script).toContain('with hidden answer')
    expect(script).not.toContain('标题')
    const list = await inPlace('osascript-list', '2. 二\n')
    expect(await macWindow(list.program).pick?.({ ...question, options: ['一', '二'] }, signal)).toBe(1)
    const gone = await inPlace('osascript-cancel', '', 1)
    expect(await macWindow(gone.program).confirm(question, signal)).toBe('cancelled')
  })
})
