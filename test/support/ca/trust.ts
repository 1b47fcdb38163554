/** Puts CAs of the tests on a hall's trust list, by the hall's own rules. */
import { readFile } from 'node:fs/promises'
import { previewAuthority } from '../../../worker/ca/trust.ts'
import { changeAuthority, insertAuthority, type NewAuthority } from '../../../worker/ca/trust-store.ts'
import { newId } from '../../../worker/lib/ids.ts'
import type { Authority } from './authority.ts'
import type { TestAuthority } from './start.ts'

/** As if no CA, or not this one, had ever been asked: what it revoked a moment ago is found at the next sign-in. */
export const forgetAnswers = (db: D1Database, row = '%') =>
  db.batch(
    ['ca_crl', 'ca_ocsp', 'ca_revoked'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE authority_id LIKE ?`).bind(row),
    ),
  )

type Settings = Partial<
  Pick<NewAuthority, 'name' | 'profile' | 'ocspUrl' | 'crlUrl' | 'freshHours' | 'localClient'>
>

/** Adds an authority and those above it, as far as they are not on the list; answers its row's id. */
export async function trust(
  db: D1Database,
  ca: TestAuthority,
  authority: Authority,
  settings: Settings = {},
  now = Date.now(),
): Promise<string> {
  const [, above] = authority.line
  if (above) await trust(db, ca, above, {}, now)
  const preview = await previewAuthority(db, await readFile(authority.certificatePem), now)
  if (!preview.ok) throw new Error(`no CA for the list: ${preview.error}`)
  const { subject: _s, key: _k, notBefore: _n, ...certificate } = preview.value
  const listed = await db
    .prepare('SELECT id FROM ca_authority WHERE fingerprint = ? AND stopped_at IS NULL')
    .bind(certificate.fingerprint)
    .first<string>('id')
  const wanted = {
    ...{ name: `测试机构 ${authority.id}`.slice(0, 60), profile: 'common' as const },
    // A root is asked by list alone, as roots are: they are not on any line.
    ...{ ocspUrl: above ? ca.ocspUrl(authority) : null, crlUrl: ca.crlUrl(authority) },
    ...{ freshHours: 24, localClient: false, ...settings },
  }
  if (listed) {
    // Another port since then, it may be.
    await changeAuthority(db, listed, wanted).run()
    return listed
  }
  const id = newId(now)
  await insertAuthority(db, { ...certificate, ...wanted, id, now }).run()
  return id
}
