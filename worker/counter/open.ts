/** Opening a unit's account at the counter: unit, operator without a password, letter; all of it or nothing. */
import type { Context } from 'hono'
import {
  type CounterReason,
  LETTER_MAX_BYTES,
  type OpenAtCounter,
  type OpenedRole,
  type OpeningKind,
} from '../../schema/counter.ts'
import { PROVINCIAL, regionOfCreditCode } from '../../schema/fields/region.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type KnownFile, recognise } from '../lib/scanned-file.ts'
import { sealer } from '../lib/sealed.ts'
import { forgetLock, remove } from '../operators/store.ts'
import { registeredPerson } from '../people/registered.ts'
import { insertOperator, insertUnit, renameUnit } from '../units/store.ts'
import { dropLetter, putLetter } from './letter-file.ts'
import { judgeOpening, type KnownUnit, leaving } from './rules.ts'
import { mustBeSignedIn } from './session-store.ts'
import * as store from './store.ts'

export interface Opened {
  unitId: string
  id: string
}

/** Opens what a signed-in clerk asks for. */
export async function openAtCounter(
  c: Context<Env>,
  input: OpenAtCounter,
): Promise<Result<Opened, CounterReason>> {
  const { env } = c
  if (input.letter.size > LETTER_MAX_BYTES) return fail('letter_size')
  const bytes = new Uint8Array(await input.letter.arrayBuffer())
  const letter = recognise(bytes)
  if (!letter) return fail('letter_type')
  const personId = await registeredPerson(env, input)
  if (!personId.ok)
    return fail(personId.error === 'unknown' ? 'opening_person_unknown' : 'opening_person_differs')
  const unit = await knownUnit(env, input)
  const may = judgeOpening(unit, input)
  if (!may.ok) return may

  const id = newId(c.var.now)
  const letterKeySealed = await putLetter(env, id, bytes.subarray(0, letter.length))
  const made = { id, letter, letterKeySealed, personId: personId.value, unit }
  const { unitId, statements } = await statementsFor(c, input, made)
  const done = await attempt(env.DB, statements)
  if (done.ok) return ok({ unitId, id })
  await dropLetter(env, id)
  // Somebody else was first: what they made says why.
  const now = judgeOpening(await knownUnit(env, input), input)
  return fail(now.ok ? 'opening_refused' : now.error)
}

async function knownUnit(env: Bindings, { creditCode, documentNumber, mobile }: OpenAtCounter) {
  const { indexes } = await sealer(env.SEALING_KEYS)
  const documents = await indexes(documentNumber, 'document')
  return store.findUnit(env.DB, creditCode, documents, await indexes(mobile, 'mobile'))
}

const ACTS: Record<OpeningKind, string> = {
  ...{ legal_representative: 'open_at_counter', administrator: 'open_at_counter' },
  successor: 'change_representative',
}

interface Making {
  id: string
  letter: KnownFile
  letterKeySealed: string
  personId: string
  /** Undefined where the unit is opened with its first account. */
  unit: KnownUnit | undefined
}

/** Whoever was the legal representative acts no more; what they granted rests until the new one confirms it (a trigger's work). */
function succession(c: Context<Env>, unit: KnownUnit, unitName: string): D1PreparedStatement[] {
  const { DB } = c.env
  const gone = leaving(unit).flatMap(({ id, role: was }) => [
    ...remove(DB, { unitId: unit.id, id, was, by: null, now: c.var.now }),
    mustChange(DB),
    forgetLock(DB, id),
  ])
  return unit.name === unitName ? gone : [...gone, renameUnit(DB, unit.id, unitName)]
}

async function statementsFor(c: Context<Env>, input: OpenAtCounter, making: Making) {
  const { env } = c
  const { now, clerk, origin } = c.var
  const { keyId, seal, index } = await sealer(env.SEALING_KEYS)
  const { role: kind, creditCode, unitName, documentType, documentNumber, name, mobile } = input
  const role: OpenedRole = kind === 'successor' ? 'legal_representative' : kind
  const unitId = making.unit?.id ?? newId(now)
  const operatorId = newId(now)
  const region = regionOfCreditCode(creditCode)?.code ?? PROVINCIAL.code
  const unit = { id: unitId, creditCode, name: unitName, region, now }
  const statements = [
    mustBeSignedIn(env.DB, clerk.sessionId), // a letter takes its time
    ...(making.unit ? [] : [insertUnit(env.DB, unit), mustChange(env.DB)]),
    ...(making.unit && kind === 'successor' ? succession(c, making.unit, unitName) : []),
    insertOperator(env.DB, {
      ...{ unitId, id: operatorId, personId: making.personId, role, keyId, now },
      document: {
        type: documentType,
        index: await index(documentNumber, 'document'),
        sealed: await seal(documentNumber, 'operator.document'),
      },
      nameSealed: await seal(name, 'operator.name'),
      mobile: { index: await index(mobile, 'mobile'), sealed: await seal(mobile, 'operator.mobile') },
      // No clerk knows it: the operator chooses one with the code that their mobile is sent.
      password: null,
    }),
    store.insertOpening(env.DB, {
      ...{ unitId, id: making.id, operatorId, clerkId: clerk.clerkId, role, keyId, now },
      ...{ letterType: making.letter.type, letterBytes: making.letter.length },
      letterKeySealed: making.letterKeySealed,
    }),
    await audited(env, origin, now, {
      ...{ unitId, actor: `clerk:${clerk.clerkId}`, act: ACTS[kind] },
      ...{ subject: `operator:${operatorId}`, result: 'done' },
    }),
  ]
  return { unitId, statements }
}
