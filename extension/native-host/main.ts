/** The native host as browsers start it, and the process that holds a library for it. */
import { dirname, join } from 'node:path'
import { isSea } from 'node:sea'
import { removeUnpacked } from './addons.ts'
import { readConfig } from './config.ts'
import { systemWindow } from './consent/system.ts'
import { holdLibrary, isLibraryKind } from './drivers/holder.ts'
import { runHost } from './host.ts'
import { VERSION } from './version.ts'

const [first, kind, path] = process.argv.slice(2)

if (first === '--hold' && isLibraryKind(kind) && path) {
  holdLibrary(kind, path)
} else if (first === '--version') {
  console.info(VERSION)
} else if (first === '--forget') {
  removeUnpacked()
} else {
  const folder = isSea() ? dirname(process.execPath) : __dirname
  const over = runHost({
    input: process.stdin,
    output: process.stdout,
    config: () => readConfig(join(folder, 'config.json')),
    window: systemWindow,
  })
  over.then((broken) => {
    if (broken) console.error(`the browser's message: ${broken}`)
    process.exit(broken ? 1 : 0)
  })
}
