/** What units grant a person, as that person sees it before they confirm. */
import { itemName } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { roleNames } from '../../schema/session.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { OfferRow } from './offer-store.ts'
import { GRANTS } from './own-grants.ts'

const itemsOf = ({ scope }: OfferRow) =>
  scope === null ? '全部事项' : (JSON.parse(scope) as string[]).map(itemName).join('、')

/** One offer in words: for whom, as what, until when. */
export const OfferWords = ({ offer }: { offer: OfferRow }) => (
  <SummaryList
    rows={[
      { name: '单位编号', value: <span class="digits">{offer.unit_number}</span> },
      { name: '您的身份', value: roleNames[offer.role] },
      { name: '可以办理', value: itemsOf(offer) },
      {
        name: '授权期限',
        value: (
          <span class="digits">
            {dayInChina(offer.acts_from)} 至 {dayInChina(offer.acts_until - 1)}
          </span>
        ),
      },
      {
        name: '请在这之前确认',
        value: <span class="digits">{shortTime.format(offer.expires_at)}</span>,
      },
    ]}
  />
)

function Offer({ offer }: { offer: OfferRow }) {
  return (
    <section class="sheet stack" aria-labelledby={offer.id}>
      <h2 id={offer.id}>{offer.unit_name}</h2>
      <OfferWords offer={offer} />
      <form method="post" action={`${GRANTS}/${offer.id}/decline`} class="actions">
        <ButtonLink kind="primary" href={`${GRANTS}/${offer.id}`}>
          去确认<span class="unseen">{offer.unit_name}的授权</span>
        </ButtonLink>
        <Button>
          不接受<span class="unseen">{offer.unit_name}的授权</span>
        </Button>
      </form>
    </section>
  )
}

const SAVED: Record<string, string> = {
  confirmed: '授权已经确认，您可以用刚设的密码替这家单位办事了。',
  declined: '已经回复单位：您不接受这份授权。',
}

export function OwnOffers({ offers, saved }: { offers: readonly OfferRow[]; saved: string | undefined }) {
  const done = SAVED[saved ?? '']
  return (
    <div class="stack">
      <h1>等我确认的授权</h1>
      {done && (
        <Notice kind="done" role="status" title={done}>
          {saved === 'confirmed' && <a href="/login">去登录单位</a>}
        </Notice>
      )}
      {offers.length === 0 && (
        <Empty title="没有等您确认的授权">
          要为单位办事，请单位的法定代表人或管理员给您授权，授权会出现在这里和手机应用里。
        </Empty>
      )}
      {offers.map((offer) => (
        <Offer key={offer.id} offer={offer} />
      ))}
      <p>
        <a href="/person">返回个人中心</a>
      </p>
    </div>
  )
}
