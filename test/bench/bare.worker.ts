/**
 * A Worker that does nothing but go to D1: `/rw` reads one row, then writes one. What it takes is what the
 * local runtime takes for so many trips, and no Worker that makes them can be quicker.
 */
const CREATE = 'CREATE TABLE IF NOT EXISTS row (id TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID'

const trips: Record<string, (db: D1Database) => Promise<unknown>> = {
  r: (db) => db.prepare('SELECT * FROM row WHERE id = ?').bind('none').first(),
  w: (db) => db.batch([db.prepare('INSERT INTO row VALUES (?, ?)').bind(crypto.randomUUID(), 'value')]),
}

export default {
  async fetch(request: Request, { DB }: { DB: D1Database }): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/create') await DB.prepare(CREATE).run()
    else for (const trip of pathname.slice(1)) await trips[trip]?.(DB)
    return new Response()
  },
}
