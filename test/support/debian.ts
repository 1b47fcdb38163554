/** Installs Debian's packages where this may be done: as root, or with sudo that asks nothing. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export const succeeds = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export const mayInstall = (): boolean =>
  existsSync('/usr/bin/apt-get') && (process.getuid?.() === 0 || succeeds('sudo', '-n', 'true'))

export function installFromDebian(packages: string[]): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const run = (...args: string[]) => {
    const [command = '', ...rest] = [...asRoot, ...args]
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync(command, rest, { stdio: 'inherit', env })
  }
  run('apt-get', 'update', '-q')
  run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages)
}
