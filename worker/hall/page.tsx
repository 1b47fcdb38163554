/** The hall's first page. */
import { audienceNames, type Item, themeNames } from '../../schema/catalogue.ts'
import { Chips } from '../../widgets/item-list/chips.tsx'
import { ItemList } from '../../widgets/item-list/item-list.tsx'
import { NoticeList, type ShownNotice } from '../../widgets/notice-list/notice-list.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'

const STEPS = [
  ['法定代表人先注册个人账号', '用身份证刷脸核对，几分钟就好。'],
  ['再注册单位', '填统一社会信用代码，本人刷脸，设好密码。'],
  ['登录办事', '用信用代码或 8 位单位编号，加证件号码和密码登录。'],
] as const

const OTHERWISE = [
  ['有政务服务网的法人账号', '/login/sso', '用江苏政务服务登录', '不用注册，第一次登录就开通。'],
  ['手机上有电子营业执照', '/login/licence', '用电子营业执照登录', '不用注册，扫码出示执照就开通。'],
  ['有老网办大厅的账号', '/upgrade', '历史单位用户升级', '用原来的用户名和密码升级一次。'],
  ['忘了密码', '/recovery', '找回密码', '法定代表人刷脸或收短信，设一个新密码。'],
  ['办自己的事', '/person/login', '个人登录', '看自己的信息，维护户籍性质。'],
  ['不方便在网上办', '/counter/letter', '打印授权委托书', '填好盖章，带到就近窗口开户。'],
] as const

interface HomeProps {
  unitName?: string | undefined
  /** Somebody is signed in as a person and for no unit. */
  person: boolean
  notices: ShownNotice[]
  /** The catalogue as it is now. */
  items: readonly Item[]
}

/** What many look for; what can be done here first. */
const hotOf = (items: readonly Item[]) =>
  items
    .filter(({ hot }) => hot)
    .toSorted((a, b) => Number(a.notHere !== undefined) - Number(b.notHere !== undefined))

/** What the hall is for: items that many look for, and the ways to all others. */
function Services({ items, notices }: Pick<HomeProps, 'items' | 'notices'>) {
  return (
    <>
      <section class="stack" aria-labelledby="hot">
        <h2 id="hot">常办事项</h2>
        <ItemList items={hotOf(items)} level="h3" />
        <p>
          <a href="/items">看全部 {items.length} 项服务</a>
        </p>
      </section>
      <section class="stack" aria-labelledby="audiences">
        <h2 id="audiences">我是…</h2>
        <Chips by="audience" names={audienceNames} />
      </section>
      <section class="stack" aria-labelledby="themes">
        <h2 id="themes">按主题找</h2>
        <Chips by="theme" names={themeNames} />
      </section>
      {notices.length > 0 && (
        <section class="stack" aria-labelledby="latest">
          <h2 id="latest">公示公告</h2>
          <div class="sheet">
            <NoticeList notices={notices} />
          </div>
        </section>
      )}
    </>
  )
}

export function Home({ unitName, person, notices, items }: HomeProps) {
  return (
    <div class="stack">
      <section class="home-lead stack">
        <h1>{unitName ? `${unitName}，您好` : '单位的人社业务，在这里一次办好'}</h1>
        <p class="lead">
          {unitName
            ? '您已经登录，可以进入单位中心查看账号、登录设备和最近动态。'
            : '注册一次，登录后在大厅和各市政务网站都能用。电脑、手机都能办，不用装插件。'}
        </p>
        <div class="actions">
          {unitName ? (
            <ButtonLink kind="primary" href="/center">
              进入单位中心
            </ButtonLink>
          ) : (
            <>
              <ButtonLink kind="primary" href="/login">
                单位登录
              </ButtonLink>
              {person ? (
                <ButtonLink href="/person">进入个人中心</ButtonLink>
              ) : (
                <ButtonLink href="/register">注册账号</ButtonLink>
              )}
            </>
          )}
        </div>
      </section>
      <Services items={items} notices={notices} />
      <section class="stack" aria-labelledby="first-time">
        <h2 id="first-time">第一次来，分三步</h2>
        <ol class="cards cards-numbered">
          {STEPS.map(([title, words]) => (
            <li key={title} class="sheet">
              <h3>{title}</h3>
              <p class="quiet">{words}</p>
            </li>
          ))}
        </ol>
      </section>
      <section class="stack" aria-labelledby="otherwise">
        <h2 id="otherwise">您是不是这几种情况</h2>
        <ul class="cards">
          {OTHERWISE.map(([when, href, label, words]) => (
            <li key={href} class="sheet card-link">
              <p class="quiet">{when}</p>
              <a href={href}>{label}</a>
              <p class="quiet">{words}</p>
            </li>
          ))}
        </ul>
      </section>
      <Notice title="刷脸时请本人拿手机">
        <p>支付宝或江苏智慧人社手机应用都可以。外籍和港澳台人员请用江苏智慧人社手机应用。</p>
      </Notice>
    </div>
  )
}
