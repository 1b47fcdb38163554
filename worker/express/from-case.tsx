/** A parcel's form, filled in with where the result of a case goes. */
import type { Context } from 'hono'
import { Button } from '../../widgets/ui/button.tsx'
import { Field } from '../../widgets/ui/field.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { deliveryOfCase } from '../cases/office.ts'
import type { Env } from '../lib/env.ts'
import { findUnit } from '../units/store.ts'
import { COUNTER } from './page.tsx'

/** `fetched`: whoever filed it comes for the paper, or the item has none to send. */
type Kind = 'sent' | 'fetched' | 'none'

interface Found {
  kind: Kind
  values: Record<string, string>
}

/** What the form begins with; nothing of a case that this clerk does not handle, whether there is one or not. */
export async function fromCase(c: Context<Env>, caseNumber: string): Promise<Found> {
  const found = await deliveryOfCase({ env: c.env, clerk: c.var.clerk }, caseNumber)
  const unit = found && (await findUnit(c.env.DB, found.unitId))
  if (!found || !unit) return { kind: 'none', values: {} }
  const values = { creditCode: unit.credit_code, caseNumber }
  if (found.delivery?.way !== 'express') return { kind: 'fetched', values }
  const { name, mobile, region, detail } = found.delivery
  return { kind: 'sent', values: { ...values, name, mobile, region, detail } }
}

const SAID: Record<Kind, [kind: 'done' | 'wait', title: string]> = {
  sent: ['done', '已经带出这个办件的单位和收件地址，请照面单补上快递公司和单号'],
  fetched: ['wait', '这个办件没有选邮寄，是自己到窗口领取的。要寄的话，请先和单位确认地址。'],
  none: ['wait', '没有找到您办的这个办件。请核对编号；别的窗口人员办的，由他来登记。'],
}

/** Asks for the number of a case, and says what came of it. */
export function FromCase({ typed, found }: { typed: string | undefined; found: Kind | undefined }) {
  const [kind, title] = found ? SAID[found] : []
  return (
    <>
      {kind && <Notice kind={kind} role="status" title={title} />}
      {found !== 'sent' && (
        <search class="parcel-case">
          <form class="search" method="get" action={`${COUNTER}/new`}>
            <Field
              name="case"
              label="寄的是您办的办件？填编号，带出收件地址"
              value={typed?.slice(0, 60) ?? ''}
              autocomplete="off"
              inputmode="numeric"
              maxlength={60}
              code
            />
            <Button>带出收件地址</Button>
          </form>
        </search>
      )}
    </>
  )
}
