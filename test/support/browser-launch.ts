/** Starts Chromium, in one place for tests, pictures and benchmarks. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

type ProfileOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>

const COMMON = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
export const ARGUMENTS = ['--headless=new', ...COMMON]

/** Chromium without the window that nobody sees: the same engine for a third of the machine's time. */
export const SHELL = '/usr/bin/chromium-headless-shell'

const executablePath = () => process.env.CHROMIUM ?? '/usr/bin/chromium'

export const launch = (more: string[] = []): Promise<Browser> =>
  existsSync(SHELL)
    ? chromium.launch({ executablePath: SHELL, args: ['--headless', ...COMMON, ...more] })
    : chromium.launch({ executablePath: executablePath(), args: [...ARGUMENTS, ...more] })

/** A whole browser with a profile of its own, for settings and extensions, which only a profile has. */
export const launchProfile = (
  folder: string,
  { args = [], ...options }: ProfileOptions = {},
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, {
    ...{ executablePath: executablePath(), args: [...ARGUMENTS, ...args], ...options },
  })
