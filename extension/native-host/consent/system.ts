/** The window that this machine has. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { HostConfig } from '../config.ts'
import { macWindow } from './mac.ts'
import { pinentry } from './pinentry.ts'
import { OWN, terminal } from './terminal.ts'
import type { Window } from './window.ts'
import { windowsWindow } from './windows.ts'

/** Folders that only the system's keeper writes to; the PATH of a browser could lead anywhere. */
const FOLDERS = ['/usr/bin', '/usr/local/bin']
const ON_A_DESKTOP = ['gnome3', 'gtk', 'gtk-2', 'qt', 'qt6', 'qt5', 'qt4', 'fltk', 'x11'].map(
  (k) => `pinentry-${k}`,
)

const first = (names: string[]) =>
  FOLDERS.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))

export function systemWindow({ window }: HostConfig): Window {
  if (window?.kind === 'pinentry') return pinentry(window.program, window.tty)
  if (window?.kind === 'terminal') return terminal(window.tty)
  if (process.platform === 'win32') return windowsWindow()
  if (process.platform === 'darwin') return macWindow()
  const desktop = process.env.WAYLAND_DISPLAY || process.env.DISPLAY ? first(ON_A_DESKTOP) : undefined
  return desktop ? pinentry(desktop) : terminal(OWN)
}
