/** The acts of steps one to three: the old hall, its account, its unit and who represents that. */
import type { Context } from 'hono'
import { dayInChina } from '../../schema/fields/calendar.ts'
import type { CheckAccount, ConfirmRepresentative, UpgradeHall, UpgradeReason } from '../../schema/upgrade.ts'
import { beginFlow, setFlowCookie } from '../flows/acts.ts'
import { advance, FLOW_MS } from '../flows/rules.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type LegacyUnit, partners } from '../partners/index.ts'
import { type Current, current, type Data, goOn } from './current.ts'
import type { UpgradeError } from './refusal.ts'
import { accountOf, canBe, hasCreditCode, steps } from './rules.ts'
import { findUnit } from './store.ts'
import { triesOf } from './tries.ts'

export type Answer = Promise<Result<Current, UpgradeError>>

/** Step one. A new beginning keeps what this browser typed before. */
export async function chooseHall(c: Context<Env>, hall: UpgradeHall): Answer {
  if (!(await withinLimit(c))) return fail('upgrade_too_often')
  const before = await current(c)
  const { userName, typed } = before.ok && before.value.hall === hall ? before.value : {}
  const data: Data = { hall, ...(userName && { userName }), ...(typed && { typed }) }
  const { now } = c.var
  const begun = await beginFlow(c.env, c.var.origin, now, { kind: 'upgrade', step: 'account', data })
  setFlowCookie(c, 'upgrade', begun.token)
  return ok({ ...data, id: begun.id, step: 'account', expiresAt: now + FLOW_MS })
}

/** Step two: asks the old hall. Five wrong passwords stop this account for half an hour, an unknown one as well. */
export async function checkAccount(c: Context<Env>, { userName, oldPassword }: CheckAccount): Answer {
  const found = await current(c)
  if (!found.ok) return found
  const upgrade = found.value
  const { now } = c.var
  const may = advance(steps, upgrade, 'check', now)
  if (!may.ok) return may
  if (!(await withinLimit(c))) return fail('upgrade_too_often')

  const tries = await triesOf(c.env, 'password', upgrade.hall, userName)
  const taken = await tries.take(now)
  if (!taken) return refused(c, upgrade, 'upgrade_locked')
  const answer = await partners(c.env).legacy.check(upgrade.hall, { userName, password: oldPassword })
  if (!answer.ok) {
    await tries.giveBack()
    return answer
  }
  const account = answer.value
  if (account.status === 'wrong')
    return refused(c, upgrade, taken.last ? 'upgrade_locked' : 'old_account_wrong')
  if (account.status === 'locked') {
    await tries.giveBack()
    return refused(c, upgrade, 'old_account_locked')
  }
  await tries.forget()
  if (account.status === 'no_units') return refused(c, upgrade, 'old_account_empty')

  const { ticket, units } = account
  const known = { userName, checked: { ticket, units } }
  const [only, second] = units
  if (!only || second) {
    await note(c, upgrade, 'done')
    return goOn(c, upgrade, 'unit', known)
  }
  const free = await mayUpgrade(c, upgrade.hall, userName, only)
  if (!free.ok) return refused(c, upgrade, free.error)
  await note(c, upgrade, 'done')
  return goOn(c, upgrade, 'representative', { ...known, unitCode: only.unitCode })
}

/** Where the account holds several units: which one. */
export async function chooseUnit(c: Context<Env>, unitCode: string): Answer {
  const found = await current(c)
  if (!found.ok) return found
  const upgrade = found.value
  const to = advance(steps, upgrade, 'choose', c.var.now)
  if (!to.ok) return to
  const unit = upgrade.checked?.units.find((one) => one.unitCode === unitCode)
  if (!unit) return fail('unit_code_unknown')
  const free = await mayUpgrade(c, upgrade.hall, upgrade.userName ?? '', unit)
  return free.ok ? goOn(c, upgrade, to.value, { unitCode }) : free
}

/** Step three: the representative's full number, compared by the old hall; five wrong ones stop the account too. */
export async function confirmRepresentative(c: Context<Env>, input: ConfirmRepresentative): Answer {
  const found = await current(c)
  if (!found.ok) return found
  const upgrade = found.value
  const { hall, userName = '', checked, unit } = upgrade
  const { now } = c.var
  const to = advance(steps, upgrade, 'confirm', now)
  if (!to.ok) return to
  if (!checked || !unit) return fail('flow_wrong_step')
  if (!(await withinLimit(c))) return fail('upgrade_too_often')
  const { documentType } = unit.representative
  // A slip of the pen takes no try.
  if (!canBe(documentType, input.documentNumber, dayInChina(now))) return fail('representative_differs')

  const tries = await triesOf(c.env, 'representative', hall, userName)
  const taken = await tries.take(now)
  if (!taken) return refused(c, upgrade, 'upgrade_locked')
  const { documentNumber, mobile } = input
  const asked = { ticket: checked.ticket, unitCode: unit.unitCode, documentType, documentNumber }
  const answer = await partners(c.env).legacy.confirm(hall, asked)
  const told = answer.ok ? answer.value : undefined
  if (!told || told.status === 'over') {
    await tries.giveBack()
    return answer.ok ? fail('old_check_over') : answer
  }
  if (told.status === 'different')
    return refused(c, upgrade, taken.last ? 'upgrade_locked' : 'representative_differs')
  await tries.forget()
  return goOn(c, upgrade, to.value, {
    representative: { name: told.name, documentType, documentNumber, mobile },
    typed: { ...upgrade.typed, representative: { documentNumber, mobile } },
  })
}

/** Whether a unit of an old account can become one here. */
async function mayUpgrade(
  c: Context<Env>,
  hall: UpgradeHall,
  userName: string,
  { unitCode, creditCode }: LegacyUnit,
): Promise<Result<true, UpgradeReason>> {
  if (!hasCreditCode({ creditCode })) return fail('credit_code_missing')
  const { indexes } = await sealer(c.env.SEALING_KEYS)
  const accountIndexes = await indexes(accountOf(hall, userName), 'legacy.account')
  const known = await findUnit(c.env.DB, { hall, unitCode, accountIndexes, creditCode })
  if (known?.upgraded) return fail('unit_upgraded')
  return known?.registered ? fail('unit_registered_here') : ok(true)
}

/** What came of asking the old hall, for the audit. */
const note = async (c: Context<Env>, { id }: Current, result: string) =>
  (
    await audited(c.env, c.var.origin, c.var.now, {
      ...{ unitId: null, actor: 'visitor', act: 'upgrade_check', subject: `flow:${id}`, result },
    })
  ).run()

async function refused(c: Context<Env>, upgrade: Current, reason: UpgradeReason): Answer {
  await note(c, upgrade, reason)
  return fail(reason)
}

const withinLimit = async (c: Context<Env>) =>
  (await c.env.LIMIT_ADDRESS.limit({ key: `upgrade:${c.var.origin.network}` })).success
