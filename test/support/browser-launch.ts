/** Starts Chromium, in one place for tests, pictures and benchmarks. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

type ProfileOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>

/**
 * What a window of Chromium's draws around the page for a person and nobody sees here: the lists below the address
 * bar are pages of their own, and make a new window twice as dear.
 */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** What Playwright switches off itself, said again because the browser heeds the last list alone. */
const OFF = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

const COMMON = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...OFF, ...UNSEEN].join()}`,
]
export const ARGUMENTS = ['--headless=new', ...COMMON]

/** Chromium without the window that nobody sees: the same engine for a third of the machine's time. */
export const SHELL = '/usr/bin/chromium-headless-shell'

const executablePath = () => process.env.CHROMIUM ?? '/usr/bin/chromium'

export const launch = (more: string[] = []): Promise<Browser> =>
  existsSync(SHELL)
    ? chromium.launch({ executablePath: SHELL, args: ['--headless', ...COMMON, ...more] })
    : chromium.launch({ executablePath: executablePath(), args: [...ARGUMENTS, ...more] })

/**
 * For pages that are looked at for a moment and never again: what would make their scripts quicker in the long run costs
 * a sixth of the browser's time.
 */
export const SHORT_LIVED = ['--js-flags=--no-turbofan,--no-maglev', '--num-raster-threads=1']

/** A whole browser with a profile of its own, for settings and extensions, which only a profile has. */
export const launchProfile = (
  folder: string,
  { args = [], ...options }: ProfileOptions = {},
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, {
    ...{ executablePath: executablePath(), args: [...ARGUMENTS, ...args], ...options },
  })
