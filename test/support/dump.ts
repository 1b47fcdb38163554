/** Everything that the hall keeps, as text: for tests that look for what must not be in it. */
import type { Hall } from './hall.ts'

/** Every row of every table, as JSON, by table. */
export async function dumpTables(db: D1Database): Promise<Record<string, string>> {
  const tables = await db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`,
    )
    .all<{ name: string }>()
  const dumped: Record<string, string> = {}
  for (const { name } of tables.results)
    dumped[name] = JSON.stringify((await db.prepare(`SELECT * FROM ${name}`).all()).results)
  return dumped
}

/** Names, metadata and contents of every stored file. */
export async function dumpFiles(files: R2Bucket): Promise<string> {
  const { objects } = await files.list()
  const dumped = await Promise.all(
    objects.map(async ({ key }) => {
      const file = await files.get(key)
      return `${key} ${JSON.stringify(file?.customMetadata)} ${await file?.text()}`
    }),
  )
  return dumped.join('\n')
}

/** Where any of these texts stands, plain or in base64, base64url or hexadecimal: `place: text`. */
export async function findPlain(hall: Hall, lines: string[], secrets: string[]): Promise<string[]> {
  const places = { ...(await dumpTables(hall.db)), R2: await dumpFiles(hall.files), log: lines.join('\n') }
  const shapes = (secret: string) => {
    const bytes = Buffer.from(secret)
    // Base64 of a part of a longer text depends on where it stands; the middle is the same at one of three offsets.
    const shifted = [0, 1, 2].map((pad) =>
      Buffer.concat([Buffer.alloc(pad), bytes])
        .toString('base64')
        .slice(4, -4),
    )
    const encoded = [...shifted, ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))]
    return [secret, bytes.toString('hex'), encodeURIComponent(secret), ...encoded].filter(
      (text) => text.length > 3,
    )
  }
  // Six digits stand in many a moment in milliseconds; a code would stand alone.
  const standsIn = (text: string, shape: string) =>
    /^\d{6}$/.test(shape) ? new RegExp(`(?<!\\d)${shape}(?!\\d)`).test(text) : text.includes(shape)
  return Object.entries(places).flatMap(([place, text]) =>
    secrets
      .filter((secret) => shapes(secret).some((shape) => standsIn(text, shape)))
      .map((secret) => `${place}: ${secret}`),
  )
}
