/** What a person does in the government app itself, told to the hall by the app's backend. */
import * as v from 'valibot'
import type { Bindings } from '../env.ts'
import { takeFault } from '../faults.ts'
import { type HallReply, type Person, read, secondsNow, signed, token } from './hall.ts'

const Units = v.object({
  units: v.array(v.object({ name: v.string(), unitNumber: v.string(), role: v.string() })),
})
export type LinkedUnit = v.InferOutput<typeof Units>['units'][number]

const Problem = v.object({
  title: v.string(),
  reason: v.string(),
  errors: v.optional(v.array(v.object({ field: v.string(), code: v.string() })), []),
})
export type Problem = v.InferOutput<typeof Problem>

const Done = v.object({ unitName: v.string(), unitNumber: v.string() })
export type Done = v.InferOutput<typeof Done>

/** A hall that answers anything else is not there. */
export type Answer<T> = { done: T } | { problem: Problem }

function answered<T>({ status, body }: HallReply, schema: v.GenericSchema<unknown, T>): Answer<T> {
  return status < 300 ? { done: v.parse(schema, body) } : { problem: v.parse(Problem, body) }
}

interface Act {
  path: string
  /** What the assertion is for, and nothing else. */
  claims: Record<string, unknown>
  body?: Record<string, unknown>
}

/** Faults of partner `app` as for a scan, but not for a mere list: `bad_signature`, `late`, `nonsense`, `twice`. */
async function tell(env: Bindings, person: Person, { path, claims, body }: Act): Promise<HallReply> {
  const fault = body && (await takeFault(env.DB, 'app'))
  const { issuer, bearer } = await token(env)
  const nonsense = fault?.name === 'nonsense'
  const personAssertion = nonsense ? 'nonsense' : await signed(env, issuer, { person, ...claims }, fault)
  const post = async () =>
    read(
      await fetch(`${env.HALL}/api/v1/app/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ personAssertion, ...body }),
      }),
    )
  const first = await post()
  return fault?.name === 'twice' ? post() : first
}

/** The face was verified at this very moment. */
const faceNow = () => ({ amr: ['face'], auth_time: secondsNow() })

export const linkedUnits = async (env: Bindings, person: Person) =>
  answered(await tell(env, person, { path: 'my-units', claims: { act: 'list_units', amr: ['swk'] } }), Units)

export const setPassword = async (env: Bindings, person: Person, unitNumber: string, password: string) =>
  answered(
    await tell(env, person, {
      path: 'passwords',
      claims: { act: 'set_password', unit: unitNumber, ...faceNow() },
      body: { unitNumber, password },
    }),
    Done,
  )

const Grants = v.object({
  grants: v.array(
    v.object({
      ...{ unitName: v.string(), unitNumber: v.string(), role: v.string() },
      ...{ items: v.nullable(v.array(v.string())), firstDay: v.string(), lastDay: v.string() },
    }),
  ),
})
export type Grant = v.InferOutput<typeof Grants>['grants'][number]

export const waitingGrants = async (env: Bindings, person: Person) =>
  answered(
    await tell(env, person, { path: 'my-grants', claims: { act: 'list_grants', amr: ['swk'] } }),
    Grants,
  )

export const confirmGrant = async (env: Bindings, person: Person, unitNumber: string, password: string) =>
  answered(
    await tell(env, person, {
      path: 'grants/confirm',
      claims: { act: 'confirm_grant', unit: unitNumber, ...faceNow() },
      body: { unitNumber, password },
    }),
    Done,
  )

export const declineGrant = async (env: Bindings, person: Person, unitNumber: string) =>
  answered(
    await tell(env, person, {
      path: 'grants/decline',
      claims: { act: 'decline_grant', unit: unitNumber, ...faceNow() },
      body: { unitNumber },
    }),
    Done,
  )

export interface TypedUnit {
  /** As the hall reads it: without spaces, in capitals. */
  creditCode: string
  unitName: string
  password: string
  agreement: boolean
}

export const registerUnit = async (env: Bindings, person: Person, typed: TypedUnit) =>
  answered(
    await tell(env, person, {
      path: 'units',
      claims: { act: 'register_unit', unit: typed.creditCode, ...faceNow() },
      body: { ...typed },
    }),
    Done,
  )
