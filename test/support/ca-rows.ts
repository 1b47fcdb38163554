/** Rows about CA keys as they are after a sign-in, for tests that need them there and sign in by none. */

/** The thumbprint of a browser that was vouched for. */
export const BROWSER = 'b'.repeat(43)

/** A key that is bound to the unit, with a browser; answers its id. */
export async function listKey(db: D1Database, unitNumber: string, serial = 'a1b2c3d4'): Promise<string> {
  const id = `key-${serial}`
  const of = '(SELECT id FROM unit WHERE unit_number = ?2)'
  await db.batch([
    db
      .prepare(
        `INSERT INTO ca_key (unit_id, id, issuer, serial, valid_until, bound_at, bound_by, bound_how)
         VALUES (${of}, ?1, ?3, ?4, 4102444800000, 1, 'somebody', 'center')`,
      )
      .bind(id, unitNumber, '0'.repeat(64), serial),
    db
      .prepare(
        `INSERT INTO ca_device (unit_id, key_id, thumbprint, device, enrolled_at, enrolled_by, used_at)
         VALUES (${of}, ?1, ?3, 'Windows 电脑，Chrome 浏览器', 1, 'somebody', 1)`,
      )
      .bind(id, unitNumber, BROWSER),
  ])
  return id
}

/** A CA of the trust list that issued nothing; answers its id. */
export async function aListedAuthority(db: D1Database): Promise<string> {
  const id = 'authority-of-tests'
  await db
    .prepare(
      `INSERT INTO ca_authority (id, name, kind, certificate, fingerprint, subject_hash, issuer_hash, serial, not_after,
         profile, ocsp_url, fresh_hours, local_client, added_at)
       VALUES (?1, '测试机构', 'root', ?2, ?3, ?3, ?3, '1', 4102444800000, 'common', 'http://ocsp.example', 24, 1, 1)`,
    )
    .bind(id, 'A'.repeat(100), '0'.repeat(64))
    .run()
  return id
}
