/** The face checks that Alipay keeps. */
export const OUTCOMES = ['passed', 'failed', 'other_face', 'cancelled', 'walked_away'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type FaceCheck = {
  certify_id: string
  order_number: string
  name: string
  document_number: string
  return_url: string
  outcome: 'waiting' | Outcome
  created_at: number
}

type NewCheck = Pick<FaceCheck, 'order_number' | 'name' | 'document_number' | 'return_url'>

/** Opens a check, or finds the one that this order number opened before. */
export async function openCheck(db: D1Database, check: NewCheck, now: number): Promise<FaceCheck | null> {
  const id = crypto.randomUUID().replaceAll('-', '')
  await db
    .prepare(
      `INSERT INTO face_checks (certify_id, order_number, name, document_number, return_url, created_at)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (order_number) DO NOTHING`,
    )
    .bind(id, check.order_number, check.name, check.document_number, check.return_url, now)
    .run()
  return db
    .prepare('SELECT * FROM face_checks WHERE order_number = ?')
    .bind(check.order_number)
    .first<FaceCheck>()
}

export const findCheck = (db: D1Database, certifyId: string) =>
  db.prepare('SELECT * FROM face_checks WHERE certify_id = ?').bind(certifyId).first<FaceCheck>()

/** Checks that wait for a face, newest first. */
export async function waitingChecks(db: D1Database): Promise<FaceCheck[]> {
  const rows = await db
    .prepare("SELECT * FROM face_checks WHERE outcome = 'waiting' ORDER BY created_at DESC LIMIT 8")
    .all<FaceCheck>()
  return rows.results
}

/** Settles a check; false when there is none or it is settled. Walking away leaves it open to come back to. */
export async function settle(db: D1Database, certifyId: string, outcome: Outcome): Promise<boolean> {
  const changed = await db
    .prepare(
      "UPDATE face_checks SET outcome = ? WHERE certify_id = ? AND outcome IN ('waiting', 'walked_away')",
    )
    .bind(outcome, certifyId)
    .run()
  return changed.meta.changes === 1
}
