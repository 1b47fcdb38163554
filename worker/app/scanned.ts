/** The two things that a code of ours can stand for, told apart by the proof in the code itself. */
import type { AppReason } from '../../schema/app.ts'
import { findScan } from '../challenges/face.ts'
import { faceStatus } from '../challenges/rules.ts'
import type { FaceRow } from '../challenges/store.ts'
import type { Bindings } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { findByCode } from '../waiting/acts.ts'
import { stateOf } from '../waiting/rules.ts'
import type { WaitingRow } from '../waiting/store.ts'

export type Scanned = { purpose: 'face'; row: FaceRow } | { purpose: 'sign_in'; row: WaitingRow }

/** What a code stands for, while it waits for an answer. */
export async function scannedBy(
  env: Bindings,
  now: number,
  code: string,
): Promise<Result<Scanned, AppReason>> {
  const face = await findScan(env, code)
  if (face) {
    if (face.method !== 'app') return fail('scan_unknown')
    const status = faceStatus(face.status, face.expires_at, now)
    return judged(status, { purpose: 'face', row: face })
  }
  const waiting = await findByCode(env, code)
  if (!waiting) return fail('scan_unknown')
  const state = stateOf(waiting.status, waiting.expires_at, now)
  return judged(waiting.status === 'used' ? 'confirmed' : state, { purpose: 'sign_in', row: waiting })
}

function judged(status: string, scanned: Scanned): Result<Scanned, AppReason> {
  if (status === 'expired') return fail('scan_expired')
  return status === 'pending' || status === 'waiting' ? ok(scanned) : fail('scan_settled')
}
