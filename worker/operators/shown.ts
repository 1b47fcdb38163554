/** Operators and offers as their keepers see them: names opened and masked, terms as days. */
import { boardNames, unitItems } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { maskDocumentNumber, maskMobile, maskName } from '../../schema/fields/mask.ts'
import { type Role, roleNames } from '../../schema/session.ts'
import { daysLeft, type Grant, isEndless, type Standing, standingOf, type Term } from '../grants/rules.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { grantOf } from './acts.ts'
import { listOffers } from './offer-store.ts'
import { listOperators, type OperatorRow } from './store.ts'

export interface ShownOperator {
  id: string
  name: string
  documentNumber: string
  mobile: string
  role: Role
  grant: Grant
  standing: Standing
  /** 「2026-11-21 至 2027-11-20」. */
  term: string
  daysLeft: number | undefined
  grantedBy: string | undefined
  asked: string[] | undefined
}

export interface ShownOffer {
  id: string
  name: string
  role: Role
  term: string
  expiresAt: number
}

/** The last day of a term, in China. */
export const lastDayOf = ({ actsUntil }: Term) => dayInChina(actsUntil - 1)

export const termWords = (term: Term) =>
  isEndless(term) ? '长期' : `${dayInChina(term.actsFrom)} 至 ${lastDayOf(term)}`

export const standingWords: Record<Standing, string> = {
  acting: '有效',
  not_yet: '还没到开始日期',
  over: '已到期',
  suspended: '已暂停，等重新确认',
}

export async function show(env: Bindings, now: number, row: OperatorRow, names: Map<string, string>) {
  const { open } = await sealer(env.SEALING_KEYS)
  const grant = grantOf(row)
  const opened = async (sealed: string | null, place: string, mask: (text: string) => string) =>
    sealed === null ? '没有登记' : mask(await open(sealed, place))
  return {
    ...{ id: row.id, role: row.role, grant, standing: standingOf(grant, now), term: termWords(grant) },
    name: maskName(await open(row.name_sealed, 'operator.name')),
    documentNumber: await opened(row.document_sealed, 'operator.document', maskDocumentNumber),
    mobile: await opened(row.mobile_sealed, 'operator.mobile', maskMobile),
    daysLeft: daysLeft(grant, now),
    grantedBy: row.granted_by === null ? undefined : (names.get(row.granted_by) ?? '以前的操作员'),
    asked: row.asked === null ? undefined : (JSON.parse(row.asked) as string[]),
  } satisfies ShownOperator
}

/** 「法定代表人 李**」 by operator. */
export async function namesOfRows(env: Bindings, rows: OperatorRow[]): Promise<Map<string, string>> {
  const { open } = await sealer(env.SEALING_KEYS)
  const named = rows.map(async ({ id, role, name_sealed }) => {
    const name = maskName(await open(name_sealed, 'operator.name'))
    return [id, `${roleNames[role]} ${name}`] as const
  })
  return new Map(await Promise.all(named))
}

/** Everybody who acts for the unit or is about to. */
export async function showAll(env: Bindings, now: number, unitId: string) {
  const [rows, offers] = await Promise.all([listOperators(env.DB, unitId), listOffers(env.DB, unitId, now)])
  const names = await namesOfRows(env, rows)
  const { open } = await sealer(env.SEALING_KEYS)
  return {
    operators: await Promise.all(rows.map((row) => show(env, now, row, names))),
    offers: await Promise.all(
      offers.map(
        async (row): Promise<ShownOffer> => ({
          ...{ id: row.id, role: row.role, expiresAt: row.expires_at },
          name: maskName(await open(row.name_sealed, 'operator.name')),
          term: termWords({ actsFrom: row.acts_from, actsUntil: row.acts_until }),
        }),
      ),
    ),
  }
}

/** A unit's items by board, for boxes. */
export const itemGroups = Object.entries(boardNames)
  .map(([board, name]) => ({
    name,
    items: unitItems.filter((item) => item.board === board).map(({ code, name }) => ({ code, name })),
  }))
  .filter(({ items }) => items.length > 0)
