/** Every SQL statement on what CAs answered: their lists of revoked certificates, and OCSP. */
import { mustChange } from '../lib/guard.ts'
import type { Standing } from './revocation.ts'
import type { AuthorityRow } from './trust-store.ts'

const MINUTE = 60_000
/** Pause between two tries for one list: nobody's sign-in may make the hall knock at a CA's door without end. */
const RETRY_MS = MINUTE
/** Pause between two tries of the clock, once a list is half as old as it may become. */
const RENEW_MS = 10 * MINUTE

export interface StandingRow {
  authority_id: string
  serial: string
  crl_this: number | null
  crl_next: number | null
  lists: number
  status: 'good' | 'revoked' | 'unknown' | null
  ocsp_this: number | null
  ocsp_next: number | null
}

const STANDING = `l.authority_id, l.serial, c.this_update AS crl_this, c.next_update AS crl_next,
  r.serial IS NOT NULL AS lists, o.status, o.this_update AS ocsp_this, o.next_update AS ocsp_next
  FROM link l
  LEFT JOIN ca_crl c ON c.authority_id = l.authority_id
  LEFT JOIN ca_revoked r ON r.authority_id = l.authority_id AND r.serial = l.serial
  LEFT JOIN ca_ocsp o ON o.authority_id = l.authority_id AND o.serial = l.serial`

/** CAs of this name and all above them; a root has none above, and no way here is longer than any chain may be. */
const CHAIN = `WITH RECURSIVE chain (id, kind, serial, issuer_hash, height) AS (
    SELECT id, kind, serial, issuer_hash, 1 FROM ca_authority WHERE subject_hash = ?1 AND stopped_at IS NULL
    UNION
    SELECT a.id, a.kind, a.serial, a.issuer_hash, c.height + 1
    FROM chain c JOIN ca_authority a ON a.subject_hash = c.issuer_hash AND a.stopped_at IS NULL
    WHERE c.kind = 'intermediate' AND c.height < 4)`

/** All that verifying a certificate needs, in one trip: CAs, and what is known of it and of their own certificates. */
export async function lookUp(db: D1Database, issuerHash: string, serial: string) {
  const [authorities, standings] = await db.batch([
    db
      .prepare(`${CHAIN} SELECT * FROM ca_authority WHERE id IN (SELECT id FROM chain) ORDER BY id`)
      .bind(issuerHash),
    db
      .prepare(
        `${CHAIN}, link (authority_id, serial) AS (
           SELECT id, ?2 FROM chain WHERE height = 1
           UNION
           SELECT a.id, c.serial FROM chain c JOIN ca_authority a ON a.subject_hash = c.issuer_hash
           WHERE c.kind = 'intermediate' AND a.stopped_at IS NULL)
         SELECT ${STANDING}`,
      )
      .bind(issuerHash, serial),
  ])
  return {
    authorities: (authorities?.results ?? []) as AuthorityRow[],
    standings: (standings?.results ?? []) as StandingRow[],
  }
}

export const standingOf = (db: D1Database, authorityId: string, serial: string) =>
  db
    .prepare(`WITH link (authority_id, serial) AS (SELECT ?1, ?2) SELECT ${STANDING}`)
    .bind(authorityId, serial)
    .first<StandingRow>()

/** Newer answers only: an old one that was recorded takes nothing back. */
export const keepOcsp = (
  db: D1Database,
  authorityId: string,
  serial: string,
  { status, thisUpdate, nextUpdate }: NonNullable<Standing['ocsp']>,
) =>
  db
    .prepare(
      `INSERT INTO ca_ocsp (authority_id, serial, status, this_update, next_update)
       SELECT ?1, ?2, ?3, ?4, ?5 FROM ca_authority WHERE id = ?1 AND stopped_at IS NULL
       ON CONFLICT (authority_id, serial) DO UPDATE
         SET status = excluded.status, this_update = excluded.this_update, next_update = excluded.next_update
         WHERE excluded.this_update >= this_update`,
    )
    .bind(authorityId, serial, status, thisUpdate, nextUpdate)

/** Whoever gets it may fetch the CA's list now; nobody else does for a minute. */
export const claimList = async (db: D1Database, authorityId: string, now: number): Promise<boolean> =>
  (await db
    .prepare(
      `INSERT INTO ca_crl (authority_id, tried_at)
       SELECT id, ?2 FROM ca_authority WHERE id = ?1 AND stopped_at IS NULL AND crl_url IS NOT NULL
       ON CONFLICT (authority_id) DO UPDATE SET tried_at = ?2 WHERE tried_at <= ?2 - ${RETRY_MS}
       RETURNING 1`,
    )
    .bind(authorityId, now)
    .first()) !== null

/** CAs whose list is half as old as it may become, those that waited longest first. */
export async function dueLists(db: D1Database, now: number, limit: number): Promise<AuthorityRow[]> {
  const { results } = await db
    .prepare(
      `SELECT a.* FROM ca_authority a LEFT JOIN ca_crl c ON c.authority_id = a.id
       WHERE a.stopped_at IS NULL AND a.crl_url IS NOT NULL AND coalesce(c.tried_at, 0) <= ?1 - ${RENEW_MS}
         AND ?1 >= coalesce(c.this_update + min(c.next_update - c.this_update, a.fresh_hours * 3600000) / 2, 0)
       ORDER BY coalesce(c.tried_at, 0), a.id LIMIT ?2`,
    )
    .bind(now, limit)
    .all<AuthorityRow>()
  return results
}

/** Serial numbers a statement: some 200 KB of its one parameter. */
const CHUNK = 5000

/**
 * Replaces a CA's list by a newer one, as one batch that happens whole or not at all. Only what differs is written: a
 * list of a hundred thousand gets a few more each day.
 */
export function replaceList(
  db: D1Database,
  authorityId: string,
  list: { thisUpdate: number; nextUpdate: number; serials: string[] },
): D1PreparedStatement[] {
  const sorted = [...new Set(list.serials)].sort()
  const isNewer = db
    .prepare(
      'UPDATE ca_crl SET this_update = ?2, next_update = ?3 WHERE authority_id = ?1 AND this_update < ?2',
    )
    .bind(authorityId, list.thisUpdate, list.nextUpdate)
  const statements = [isNewer, mustChange(db)]
  // Each piece answers for its own stretch of numbers, from the last piece's end to the next one's beginning.
  for (let at = 0; at === 0 || at < sorted.length; at += CHUNK) {
    const piece = JSON.stringify(sorted.slice(at, at + CHUNK))
    const from = at === 0 ? '' : sorted[at]
    const to = sorted[at + CHUNK] ?? 'g'
    statements.push(
      db
        .prepare(
          `DELETE FROM ca_revoked WHERE authority_id = ?1 AND serial >= ?2 AND serial < ?3
             AND serial NOT IN (SELECT value FROM json_each(?4))`,
        )
        .bind(authorityId, from, to, piece),
      db
        .prepare(
          `INSERT INTO ca_revoked (authority_id, serial) SELECT ?1, value FROM json_each(?2) WHERE true
           ON CONFLICT DO NOTHING`,
        )
        .bind(authorityId, piece),
    )
  }
  return statements
}

/** A thousand at a time. */
export const cleanOcsp = (db: D1Database, now: number) =>
  db
    .prepare(
      `DELETE FROM ca_ocsp WHERE (authority_id, serial) IN
         (SELECT authority_id, serial FROM ca_ocsp WHERE next_update < ? LIMIT 1000)`,
    )
    .bind(now)
