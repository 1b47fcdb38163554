/** @jsxImportSource hono/jsx */
import type { FaceCheck } from '../alipay/checks.ts'
import { FaceButtons } from '../alipay/pages.tsx'
import type { Message } from '../aliyun/messages.ts'
import { Guide } from './guide.tsx'
import { clock, Messages } from './inbox.tsx'
import { groups, Phone } from './layout.tsx'
import type { PhonePerson } from './people.ts'

type DeskProps = {
  /** The hall's address, for the guided list. */
  hall: string
  person: PhonePerson
  checks: FaceCheck[]
  messages: Message[]
  scanError?: string
  link?: string
}

/** The phone's first page: who holds it, the scanner, faces that are waited for, the newest messages. */
export const Desk = ({ hall, person, checks, messages, scanError, link }: DeskProps) => (
  <Phone title="桌面">
    <section class="card holder">
      <div>
        <p class="quiet">现在拿着手机的人</p>
        <h1>{person.name}</h1>
        <p class="number">{groups(person.document_number)}</p>
        {person.mobile && <p class="number">手机 {person.mobile}</p>}
      </div>
      <a class="button" href="/people">
        换人
      </a>
    </section>

    <section class="card">
      <h2>扫一扫</h2>
      <form method="post" action="/scan">
        <label for="link">二维码里的链接</label>
        <p class="hint" id="link-hint">
          在电脑上复制二维码旁边的链接，粘贴到这里。支付宝和智慧人社的都认。
        </p>
        {scanError && (
          <p class="error" id="link-error">
            {scanError}
          </p>
        )}
        <textarea
          id="link"
          name="link"
          rows={2}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby={scanError ? 'link-hint link-error' : 'link-hint'}
          aria-invalid={scanError ? 'true' : undefined}
          required
        >
          {link ?? ''}
        </textarea>
        <div class="acts">
          <button type="submit" class="main">
            扫码
          </button>
        </div>
      </form>
    </section>

    <section class="card">
      <h2>等着刷脸的支付宝认证</h2>
      {checks.length === 0 && (
        <p class="quiet">现在没有。在大厅里走到「支付宝认证」那一步，再点「刷新」，就会出现在这里。</p>
      )}
      {checks.map((check) => (
        <form class="check" method="post" action={`/alipay/certify/${check.certify_id}`}>
          <h3>{check.name}</h3>
          <p class="number quiet">{groups(check.document_number)}</p>
          <p class="quiet">{clock(check.created_at)} 开始</p>
          <FaceButtons />
        </form>
      ))}
      <a class="button" href="/">
        刷新
      </a>
    </section>

    <section class="card">
      <h2>智慧人社：企业服务</h2>
      <p class="quiet">看自己关联的单位，设置或找回单位登录密码，以法定代表人身份关联企业。</p>
      <a class="button" href="/enterprise">
        打开企业服务
      </a>
    </section>

    <section class="card">
      <h2>快递</h2>
      <p class="quiet">交一件快递，让它往前走、遇到问题、签收或退回。</p>
      <a class="button" href="/kuaidi100">
        打开快递
      </a>
    </section>

    <section class="card">
      <h2>最新短信</h2>
      <Messages messages={messages} />
      <a class="button" href="/sms">
        看全部短信
      </a>
    </section>

    <Guide hall={hall} />
  </Phone>
)
