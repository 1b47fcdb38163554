/** The project's own files, and what each of them imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Source {
  /** Path from the root, with slashes: `worker/login/store.ts`. */
  path: string
  text: string
  /** Own files, as paths from the root. */
  files: string[]
  /** Those of them that are loaded when this one runs: imported for more than their types. */
  loads: string[]
  /** Packages, as they are named. */
  packages: string[]
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b(?<type>\s+type\b)?(?:[^'"`;]*?\bfrom)?\s*'(?<name>[^']+)'|\bimport\(\s*'(?<late>[^']+)'/g

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const named = [...text.matchAll(IMPORT)].map(({ groups = {} }) => ({
    ...{ name: groups.name ?? groups.late ?? '', typeOnly: groups.type !== undefined },
  }))
  const own = named.filter(({ name }) => name.startsWith('.'))
  const place = ({ name }: { name: string }) => normalize(join(dirname(path), name))
  return {
    ...{ path, text, files: own.map(place), loads: own.filter(({ typeOnly }) => !typeOnly).map(place) },
    packages: named.filter(({ name }) => !name.startsWith('.')).map(({ name }) => name),
  }
}

/** Every TypeScript file below a folder of the root. */
export function sourcesOf(folder: string): Source[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  // What tools leave behind in `node_modules` and in folders that begin with a dot is nobody's.
  return paths.filter((path) => !/node_modules|\/\./.test(path)).map(read)
}
