/** Operators of a unit: who may act for it, in what role, for which items, from when to when. */
import * as v from 'valibot'
import { findItem } from './catalogue.ts'
import { dayField } from './fields/day.ts'
import { documentFields, documentMatches } from './fields/document-fields.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { pairCheck } from './fields/pair-check.ts'
import { PersonName } from './fields/person-name.ts'
import type { operatorsCopy } from './operators-refusals.ts'

type Code = keyof typeof operatorsCopy

/** A legal representative is registered, never granted. */
export const GrantedRole = v.picklist(['administrator', 'handler'], 'role.required')
export type GrantedRole = v.InferOutput<typeof GrantedRole>

/** Codes of service items of a unit; from a form, one box each. */
const Items = v.pipe(
  v.union([v.array(v.string()), v.string()]),
  v.transform((given) => [...new Set([given].flat())]),
  v.check((codes) => codes.every((code) => findItem(code)?.audience === 'unit'), 'items.required'),
)
const SomeItems = v.pipe(
  v.optional(Items, []),
  v.check((codes) => codes.length > 0, 'items.required'),
)

const term = {
  firstDay: dayField('First day of the term in China, `YYYY-MM-DD`', 'first_day.required'),
  lastDay: dayField('Last day of the term in China, `YYYY-MM-DD`', 'last_day.required'),
}
const termOrder = <T extends { firstDay: string; lastDay: string }>() =>
  pairCheck<T>('firstDay', 'lastDay', (first, last): Code | undefined =>
    last < first ? 'last_day.before' : undefined,
  )

/** A handler needs items; an administrator has them all, so a choice is let fall. */
export const OfferGrant = v.pipe(
  v.object(
    {
      role: GrantedRole,
      name: PersonName,
      ...documentFields,
      mobile: Mobile,
      ...term,
      items: v.optional(Items, []),
    },
    missing,
  ),
  documentMatches('documentType', 'documentNumber'),
  termOrder(),
  v.forward(
    v.partialCheck(
      [['role'], ['items']],
      ({ role, items }) => role === 'administrator' || items.length > 0,
      'items.required',
    ),
    ['items'],
  ),
)
export type OfferGrant = v.InferOutput<typeof OfferGrant>

export const ChangeTerm = v.pipe(v.object(term, missing), termOrder())
export const ChangeScope = v.object({ items: SomeItems }, missing)

/** Becoming a handler needs items, becoming the administrator none. */
export const ChangeRole = v.pipe(
  v.object({ role: GrantedRole, items: v.optional(Items, []) }, missing),
  v.forward(
    v.partialCheck(
      [['role'], ['items']],
      ({ role, items }) => role === 'administrator' || items.length > 0,
      'items.required',
    ),
    ['items'],
  ),
)
