/** Certificates for tests, kept as the hall keeps them; no paper goes with these. */
import { randomInt } from 'node:crypto'
import { insertCertificate, SIGNED, VIEW } from '../../worker/certificates/store.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import type { Pair } from './pair.ts'

interface Own {
  issuedAt: number
  expiresAt: number
}

const HALF_A_YEAR = 182 * 24 * 60 * 60 * 1000

/** Gives its number. */
export async function aCertificate(
  { hall, secrets }: Pick<Pair, 'hall' | 'secrets'>,
  unitId: string,
  own: Partial<Own> = {},
): Promise<string> {
  const { seal, index, keyId } = await sealer(secrets.SEALING_KEYS)
  const { issuedAt = Date.now(), expiresAt = issuedAt + HALF_A_YEAR } = own
  const number = `20260101${String(randomInt(1_000_000)).padStart(12, '0')}`
  const [digest, from, to] = ['ab'.repeat(32), '2025-01', '2025-12']
  const head = {
    number,
    unitName: '江苏临江精密机械有限公司',
    creditCode: '91320100MA10000250',
    place: '江苏省南京市',
  }
  const times = { issuedAt: new Date(issuedAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() }
  const persons = [['李**', '*****1234', [[from, to]], 12]]
  const view = JSON.stringify({ ...head, from, to, insurances: ['110'], ...times, digest, persons })
  const row = {
    unitId,
    id: `01a${number}`,
    number,
    codeHash: number,
    digest,
    persons: 1,
    from,
    to,
    by: 'operator:o',
  }
  const kept = { now: issuedAt, expiresAt, keyId, viewSealed: await seal(view, VIEW) }
  await insertCertificate(hall.db, { ...row, ...kept, signature: await index(view, SIGNED) }).run()
  return number
}
