/** @jsxImportSource hono/jsx */
import type { Message } from '../aliyun/messages.ts'
import { Phone } from './layout.tsx'

/** Beijing time of day. */
export const clock = (at: number) =>
  new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })

/** Messages with their codes set off. */
export const Messages = ({ messages }: { messages: Message[] }) =>
  messages.length === 0 ? (
    <p class="quiet">还没有短信。在大厅点「发送验证码」以后，几秒钟就会到。</p>
  ) : (
    <ol class="messages">
      {messages.map((message) => (
        <li>
          <p class="quiet">
            <a href={`/sms/${message.mobile}`}>{message.mobile}</a>
            <time datetime={new Date(message.sent_at).toISOString()}>{clock(message.sent_at)}</time>
          </p>
          <p>
            {message.text.split(/(\d{4,6})/).map((part) => (/^\d{4,6}$/.test(part) ? <b>{part}</b> : part))}
          </p>
        </li>
      ))}
    </ol>
  )

/** The inbox of one number, or of all; looks again by itself. */
export const Inbox = ({ mobile, messages }: { mobile?: string; messages: Message[] }) => (
  <Phone title="短信" app="短信" refreshSeconds={5}>
    <section class="card">
      <h1>{mobile ? `发到 ${mobile} 的短信` : '所有号码的短信'}</h1>
      <p class="quiet">最新的在最上面，每 5 秒自己刷新。</p>
      <Messages messages={messages} />
      {mobile && (
        <a class="button" href="/sms">
          看所有号码
        </a>
      )}
    </section>
  </Phone>
)
