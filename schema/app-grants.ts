/** Grants that a person confirms in the government app, or does not want. */
import * as v from 'valibot'
import { assertionFor } from './app.ts'
import { type AppProofReason, PasswordSet, proofRefusals } from './app-acts.ts'
import { missing } from './fields/missing.ts'
import { Password } from './fields/password.ts'
import { UnitNumber } from './fields/unit-number.ts'
import { GrantedRole } from './operators.ts'
import { type ConfirmReason, confirmRefusals } from './operators-refusals.ts'
import type { Refusal } from './refusal.ts'

/** What waits for the person. Days are in China, `YYYY-MM-DD`; `items` are names, null for every item. */
export const MyGrants = v.object({
  grants: v.array(
    v.object({
      unitName: v.string(),
      unitNumber: v.string(),
      role: GrantedRole,
      items: v.nullable(v.array(v.string())),
      firstDay: v.string(),
      lastDay: v.string(),
      /** ISO 8601: when it lapses unconfirmed. */
      expiresAt: v.string(),
    }),
  ),
})
export type MyGrants = v.InferOutput<typeof MyGrants>

const personAssertion = 'eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJnb3Zlcm5tZW50LWFwcCJ9.c2lnbmF0dXJl'
const unitNumber = '34150268'

export const ConfirmGrant = v.pipe(
  v.object(
    {
      personAssertion: assertionFor('confirm_grant', 'the unit number'),
      unitNumber: UnitNumber,
      password: Password,
    },
    missing,
  ),
  v.examples([{ personAssertion, unitNumber, password: 'Plum#2026blossom' }]),
)
export type ConfirmGrant = v.InferOutput<typeof ConfirmGrant>

export const DeclineGrant = v.pipe(
  v.object(
    { personAssertion: assertionFor('decline_grant', 'the unit number'), unitNumber: UnitNumber },
    missing,
  ),
  v.examples([{ personAssertion, unitNumber }]),
)
export type DeclineGrant = v.InferOutput<typeof DeclineGrant>

/** The unit that it was about. */
export const GrantSettled = PasswordSet
export type GrantSettled = PasswordSet

export type AppGrantReason = AppProofReason | ConfirmReason

export const appGrantRefusals: Record<AppGrantReason, Refusal> = { ...proofRefusals, ...confirmRefusals }
