/** A registration on its way: which one a visitor is in, where it stands, and time that passes for it. */
import type { Visitor } from './client.ts'

/** The boxes of step one, ticked as a form sends them. */
export const ticked = { agreement: 'yes', consent: 'yes' }

export const registrationOf = (visitor: Visitor): string =>
  visitor.cookies.get('__Host-hall-registration')?.split('.')[0] ?? 'none'

/** The step that the hall says it is at. */
export const stepOf = async (visitor: Visitor): Promise<string> =>
  (await visitor.get<{ step: string }>('/api/v1/registrations/current')).json.step

/** Lets minutes pass for one visitor's registration and for the codes and face checks that belong to it. */
export async function wait(db: D1Database, visitor: Visitor, minutes: number): Promise<void> {
  const id = registrationOf(visitor)
  const ms = minutes * 60_000
  const earlier = (...columns: string[]) => columns.map((name) => `${name} = ${name} - ?1`).join(', ')
  await db.batch([
    db.prepare(`UPDATE flow SET ${earlier('created_at', 'expires_at')} WHERE id = ?2`).bind(ms, id),
    db
      .prepare(`UPDATE face_check SET ${earlier('created_at', 'asked_at', 'expires_at')} WHERE owner = ?2`)
      .bind(ms, id),
    db.prepare(`UPDATE sms_code SET ${earlier('created_at', 'expires_at')} WHERE owner = ?2`).bind(ms, id),
  ])
}
