/** @jsxImportSource hono/jsx */
import { clock } from '../phone/inbox.tsx'
import { groups, Phone } from '../phone/layout.tsx'
import { CARRIERS, HALF_HOUR_MS, type LineRow, type ParcelRow, type Step } from './parcels.ts'

const APP = '快递100'
export const pathOf = ({ com, num }: Pick<ParcelRow, 'com' | 'num'>) => `/kuaidi100/parcels/${com}/${num}`

/** What the courier presses, the usual way first. */
const BUTTONS: Record<Step, string> = {
  collect: '揽收',
  leave: '离开转运中心',
  arrive: '到达转运中心',
  deliver: '开始派件',
  hand: '签收',
  trouble: '派送遇到问题',
  forward: '转给别的快递公司',
  decline: '收件人拒收',
  turn: '开始退回',
  return: '退回已签收',
}

/** Parcels there are, and handing one in. */
export const ParcelDesk = ({ parcels, hall }: { parcels: ParcelRow[]; hall: string }) => (
  <Phone title="快递" app={APP}>
    <section class="card">
      <h1>交一件快递</h1>
      <p class="quiet">先交在这里，再到窗口用同一个单号登记。大厅一分钟内来问一次，以后最快半小时再问。</p>
      <form method="post" action="/kuaidi100/parcels">
        <label for="com">快递公司</label>
        <select id="com" name="com">
          {Object.entries(CARRIERS).map(([code, name]) => (
            <option value={code}>{name}</option>
          ))}
        </select>
        <label for="num">快递单号（不填就编一个）</label>
        <input id="num" name="num" autocomplete="off" inputmode="numeric" pattern="[0-9A-Za-z]{8,30}" />
        <label for="phone">收件人手机号码（可以不填）</label>
        <input id="phone" name="phone" autocomplete="off" inputmode="tel" pattern="1[3-9][0-9]{9}" />
        <div class="acts">
          <button type="submit" class="main">
            交给快递员
          </button>
        </div>
      </form>
    </section>
    <section class="card">
      <h2>这里有的快递</h2>
      {parcels.length === 0 && <p class="quiet">还没有。大厅来问过的单号也会出现在这里。</p>}
      <div class="acts">
        {parcels.map((parcel) => (
          <a class="button main" href={pathOf(parcel)}>
            {CARRIERS[parcel.com]} {parcel.num}
          </a>
        ))}
      </div>
      <a class="button" href={`${hall}/counter/parcels/new`} target="_blank" rel="noopener">
        到窗口登记
      </a>
    </section>
  </Phone>
)

/** One parcel, to be moved on by hand. */
export const ParcelPage = ({ parcel, lines }: { parcel: ParcelRow; lines: LineRow[] }) => (
  <Phone title="一件快递" app={APP}>
    <section class="card">
      <h1>{CARRIERS[parcel.com]}</h1>
      <p class="number">{groups(parcel.num)}</p>
      <p class="quiet">
        {parcel.asked_at === 0
          ? '大厅还没有来问过。'
          : `大厅 ${clock(parcel.asked_at)} 来问过，${clock(parcel.asked_at + HALF_HOUR_MS)} 以后才可以再问。`}
      </p>
      <form method="post" action={pathOf(parcel)}>
        <div class="acts">
          {Object.entries(BUTTONS).map(([step, label], index) => (
            <button type="submit" name="step" value={step} class={index === 0 ? 'main' : undefined}>
              {label}
            </button>
          ))}
        </div>
      </form>
    </section>
    <section class="card">
      <h2>轨迹</h2>
      {lines.length === 0 && <p class="quiet">还没有。按上面的按钮，让它往前走。</p>}
      <ol class="messages">
        {lines.map(({ at, context, status }) => (
          <li>
            <p class="quiet">
              <span>{status}</span>
              <time datetime={new Date(at).toISOString()}>{clock(at)}</time>
            </p>
            <p>{context}</p>
          </li>
        ))}
      </ol>
      <a class="button" href="/kuaidi100">
        看所有快递
      </a>
    </section>
  </Phone>
)
