/**
 * The chain over the audit: each link is a keyed hash of the link before it and of its row, so that whoever
 * changes, inserts or removes a row without the key shows. Rows are linked within a minute by the cron;
 * until then a removal shows as a gap in the numbers.
 */
import { base64url, fromBase64, sameText, utf8 } from '../lib/bytes.ts'
import { attempt } from '../lib/guard.ts'
import * as store from './store.ts'

const FIRST = 'unit-hall audit'
const CHUNK = 500 // one json_each parameter of about 50 kB
const RUNS = 20 // at most 10,000 rows a run, far below the limits of one invocation

async function linkOf(key: CryptoKey, before: string, row: store.AuditRow): Promise<string> {
  const { seq, at, unit_id, actor, act, subject, result, device, place, address_sealed } = row
  const said = JSON.stringify([
    before,
    seq,
    at,
    unit_id,
    actor,
    act,
    subject,
    result,
    device,
    place,
    address_sealed,
  ])
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(said))))
}

/** Sorts as the rows do. A run that comes to nothing leaves a copy that the next one writes again. */
const copyName = (rows: store.AuditRow[]) =>
  `audit/${[rows[0], rows.at(-1)].map((row) => String(row?.seq).padStart(12, '0')).join('-')}.ndjson`

const keyFrom = (secret: string) =>
  crypto.subtle.importKey('raw', fromBase64(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

/**
 * Links the rows that have none yet, after putting a copy of them with their links into R2, out of reach of
 * whoever can change the database; answers how many it linked.
 */
export async function linkAudit(db: D1Database, files: R2Bucket, secret: string): Promise<number> {
  const key = await keyFrom(secret)
  let linked = 0
  for (let run = 0; run < RUNS; run++) {
    const last = await store.lastLink(db)
    const rows = await store.rowsAfter(db, last?.seq ?? 0, CHUNK)
    if (rows.length === 0) break
    let before = last?.link ?? FIRST
    const links: { seq: number; link: string }[] = []
    for (const row of rows) {
      before = await linkOf(key, before, row)
      links.push({ seq: row.seq, link: before })
    }
    await files.put(copyName(rows), rows.map((row, i) => JSON.stringify({ ...row, ...links[i] })).join('\n'))
    const added = await attempt(db, [store.addLinks(db, links)])
    if (!added.ok) break // another run is at it
    linked += rows.length
  }
  return linked
}

/** The first row at which the chain does not hold: changed, removed or slipped in. Undefined when it holds. */
export async function firstBreak(db: D1Database, secret: string): Promise<number | undefined> {
  const key = await keyFrom(secret)
  let before = FIRST
  let seq = 0
  for (;;) {
    const rows = await store.rowsAfter(db, seq, CHUNK)
    const links = await store.linksAfter(db, seq, CHUNK)
    if (rows.length === 0) return links.size > 0 || seq < (await store.written(db)) ? seq + 1 : undefined
    for (const row of rows) {
      if (row.seq !== seq + 1) return seq + 1
      seq = row.seq
      before = await linkOf(key, before, row)
      const link = links.get(seq)
      if (link === undefined ? ((await store.lastLink(db))?.seq ?? 0) >= seq : !sameText(link, before))
        return seq
    }
  }
}
