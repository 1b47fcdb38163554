/** Makes counter clerks, as `npm run clerk` and `npm start` do: password hashed, name and secret sealed, outside the Worker. */
import { argon2Sync, createHmac, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { newId } from '../../worker/lib/ids.ts'
import { COST } from '../../worker/lib/password-cost.ts'
import { sealer } from '../../worker/lib/sealed.ts'

export interface ClerkSpec {
  loginName: string
  name: string
  office: string
  role: 'clerk' | 'administrator'
  password: string
  /** Base 32; a new one where it is left out. */
  secret?: string
}

/** The hall's own secrets. */
export interface Keys {
  SEALING_KEYS: string
  PEPPERS: string
}

export interface MadeClerk {
  /** Columns of `clerk` and their values. */
  row: Record<string, string | number>
  secret: string
  /** What an authenticator is given, as a link or as a QR code. */
  uri: string
}

const unpadded = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** The same hash as worker/lib/password.ts makes. */
function hashed(password: string, peppers: string, cost: typeof COST): string {
  const { current, keys } = JSON.parse(peppers) as { current: string; keys: Record<string, string> }
  const pepper = Buffer.from(keys[current] ?? '', 'base64')
  const message = createHmac('sha256', pepper).update(password.normalize('NFC')).digest()
  const nonce = randomBytes(16)
  const { memorySize: memory, ...others } = cost
  const hash = argon2Sync('argon2id', { message, nonce, memory, ...others })
  const costs = `m=${memory},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=19$${costs},keyid=${unpadded(current)}$${unpadded(nonce)}$${unpadded(hash)}`
}

export async function makeClerk(
  keys: Keys,
  spec: ClerkSpec,
  { now = Date.now(), cost = COST } = {},
): Promise<MadeClerk> {
  const { keyId, seal } = await sealer(keys.SEALING_KEYS)
  const secret = spec.secret ?? new Secret({ size: 20 }).base32
  const totp = new TOTP({ issuer: '单位办事大厅', label: spec.loginName, secret: Secret.fromBase32(secret) })
  const row = {
    id: newId(now),
    login_name: spec.loginName,
    name_sealed: await seal(spec.name, 'clerk.name'),
    role: spec.role,
    office: spec.office,
    password: hashed(spec.password, keys.PEPPERS, cost),
    totp_sealed: await seal(secret, 'clerk.totp'),
    key_id: keyId,
    created_at: now,
  }
  return { row, secret, uri: totp.toString() }
}

/** Adds a clerk, unless the login name is taken already; answers whether it did. */
export async function insertClerk(db: D1Database, { row }: MadeClerk): Promise<boolean> {
  const columns = Object.keys(row)
  const { meta } = await db
    .prepare(
      `INSERT INTO clerk (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (login_name) DO NOTHING`,
    )
    .bind(...Object.values(row))
    .run()
  return meta.changes > 0
}

/** The same as one line of SQL, for a database that is elsewhere. */
export function sqlOf({ row }: MadeClerk): string {
  const quoted = (value: string | number) =>
    typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
  return `INSERT INTO clerk (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(quoted).join(', ')});`
}

/** What the authenticator shows; `steps` later or earlier. */
export const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
