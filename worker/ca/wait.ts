/** A key names a unit; who it is, or that the key may be bound, somebody says on their phone. */
import type { CaReason } from '../../schema/ca-refusals.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Opened } from '../session/open.ts'
import { beginWaiting, ownWaiting, type Proved, type Shown } from '../waiting/acts.ts'
import { finishUnit } from '../waiting/finish.ts'
import type { Certified, SignInPage } from './certify.ts'
import { type Binds, KEY_AMR, type Why } from './rules.ts'
import { confirmProof, findProof, insertProof } from './store.ts'

export interface Waits {
  kind: 'waits'
  why: Why
  unitName: string
  shown: Shown
}

export type Unit = Proved['unit']

interface Asked {
  by: 'representative' | 'operator'
  binds: Binds | null
  /** Somebody else acts for the unit, too, so that the key does not say who it is. */
  several: boolean
  portal?: { id: string; name: string } | undefined
}

const TITLES: Record<Why, string> = {
  first_use: '第一次用一张 CA 证书登录，绑定到单位',
  center: '给单位绑定一张 CA 证书',
  who: '用 CA 证书登录单位账号',
  browser: '在一台新电脑上用 CA 证书登录单位账号',
}

function whyOf({ by, binds, several }: Asked): Why {
  if (by === 'representative') return binds === 'center' ? 'center' : 'first_use'
  return several ? 'who' : 'browser'
}

export async function waitForPhone(
  env: Bindings,
  origin: Origin,
  now: number,
  unit: Unit,
  certified: Certified,
  asked: Asked,
): Promise<Result<Waits, CaReason>> {
  const why = whyOf(asked)
  const proof = { unitId: unit.id, certificate: certified, binds: asked.binds, why, device: origin.device }
  // A key that was stolen shows here, though nobody ever says yes.
  const entry = { unitId: unit.id, actor: 'visitor', act: 'ca_key_shown', result: 'done' }
  const told = await audited(env, origin, now, entry)
  const begun = await beginWaiting(env, origin, now, {
    ...{ account: 'unit', portal: asked.portal },
    proved: {
      ...{ unit, title: TITLES[why], amr: [...KEY_AMR], representativeOnly: asked.by === 'representative' },
      keeps: (waitingId) => [
        insertProof(env.DB, { ...proof, waitingId, thumbprint: certified.thumbprint ?? null }),
        told,
      ],
    },
  })
  return begun.ok ? ok({ kind: 'waits', why, unitName: unit.name, shown: begun.value }) : fail('ca_too_often')
}

/** What the phone's yes does beside it, for the batch of that yes. */
export async function whenConfirmed(
  env: Bindings,
  origin: Origin,
  now: number,
  waitingId: string,
  who: { unitId: string; operatorId: string },
): Promise<D1PreparedStatement[]> {
  const proof = await findProof(env.DB, waitingId)
  const act = proof?.binds === 'renewal' ? 'ca_key_renew' : 'ca_key_bind'
  const entry = { unitId: who.unitId, actor: `operator:${who.operatorId}`, act, result: 'done' }
  return [
    ...confirmProof(env.DB, waitingId, who, now),
    ...(proof?.binds ? [await audited(env, origin, now, entry)] : []),
  ]
}

export interface Finished {
  waits: Waits
  /** Once the phone has said yes, and nobody was in before. */
  opened?: Opened | undefined
}

/** The page comes in that a key and a phone have proved; undefined for a token that is none of this page's. */
export async function finishByPhone(
  env: Bindings,
  origin: Origin,
  now: number,
  presented: string,
  { portal, framed, replaces }: SignInPage,
): Promise<Finished | undefined> {
  const found = await proofOf(env, now, presented)
  if (!found || found.row.client_id !== (portal?.id ?? null) || found.proof.why === 'center') return undefined
  const { row, proof, waits } = found
  if (waits.shown.state !== 'confirmed') return { waits }
  const clientId = framed ? portal?.id : undefined
  const caKey = proof.key_id
  const opened = caKey ? await finishUnit(env, origin, now, row, { clientId, replaces, caKey }) : undefined
  return opened ? { waits, opened } : { waits: over(waits) }
}

/** The page's own waiting sign-in with what it has proved; undefined for a token of none. */
export async function proofOf(env: Bindings, now: number, presented: string) {
  const own = await ownWaiting(env, now, presented)
  const proof = own?.row.way === 'ca' ? await findProof(env.DB, own.row.id) : null
  if (!own || !proof) return undefined
  const waits: Waits = { kind: 'waits', why: proof.why, unitName: proof.unit_name, shown: own.shown }
  return { row: own.row, proof, waits }
}

/** A confirmation that leads to nothing any more. */
export const over = (waits: Waits): Waits => ({ ...waits, shown: { ...waits.shown, state: 'expired' } })
