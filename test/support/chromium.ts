/** Finds a Chromium, or installs one: Debian's package as root or with sudo, else the driver's own browser. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { SHELL } from './browser-launch.ts'
import { root } from './build.ts'
import { installFromDebian, mayInstall, succeeds } from './debian.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const PACKAGES = ['chromium', 'fonts-noto-cjk']

const found = () =>
  [process.env.CHROMIUM ?? '', ...PLACES, chromium.executablePath()].find((path) => existsSync(path))

/** Chinese pages need a Chinese font to be measured and looked at. */
const hasFont = () => !existsSync('/usr/bin/fc-list') || succeeds('sh', '-c', 'fc-list :lang=zh | grep -q .')

/** Not every release has it; without it the whole browser does the same, more slowly. */
const SHELL_PACKAGE = 'chromium-headless-shell'

function installShell(): void {
  try {
    installFromDebian([SHELL_PACKAGE])
  } catch {
    console.info(`no ${SHELL_PACKAGE} here: the tests use the whole browser`)
  }
}

/** The path of a Chromium that runs here. Throws, with what to do, when there is none to be had. */
export function ensureChromium(): string {
  if ((!found() || !hasFont()) && mayInstall()) installFromDebian(PACKAGES)
  if (!existsSync(SHELL) && mayInstall()) installShell()
  if (!found()) {
    const cli = join(root, 'node_modules/playwright-core/cli.js')
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' })
  }
  const path = found()
  if (!path) throw new Error('The journeys need Chromium: install it, or name it in the variable CHROMIUM.')
  return path
}
