/** Starts Chromium, in one place for tests, pictures and benchmarks. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

export const ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const executablePath = () => process.env.CHROMIUM ?? '/usr/bin/chromium'

export const launch = (more: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath(), args: [...ARGUMENTS, ...more] })

/** A browser with a profile of its own, for settings that only a profile has. */
export const launchProfile = (folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { executablePath: executablePath(), args: ARGUMENTS, ...options })
