/** @jsxImportSource hono/jsx */
import { groups, Message, Phone } from '../phone/layout.tsx'
import type { FaceCheck } from './checks.ts'

/** The four things a person can do before the camera, and the one of doing nothing. */
export const FaceButtons = () => (
  <div class="acts">
    <button type="submit" name="outcome" value="passed" class="main">
      刷脸通过
    </button>
    <button type="submit" name="outcome" value="failed">
      刷脸没通过
    </button>
    <button type="submit" name="outcome" value="other_face">
      换了一张脸
    </button>
    <button type="submit" name="outcome" value="cancelled">
      取消认证
    </button>
    <button type="submit" name="outcome" value="walked_away">
      放下手机走开
    </button>
  </div>
)

/** Alipay's page on the phone: whose face is asked for, and what the camera shall see. */
export const CertifyPage = ({ check }: { check: FaceCheck }) => (
  <Phone title="支付宝身份认证" app="支付宝">
    <section class="card face">
      <svg viewBox="0 0 96 96" aria-hidden="true">
        <circle cx="48" cy="48" r="45" class="ring" />
        <circle cx="48" cy="39" r="14" />
        <path d="M20 78c4-16 15-23 28-23s24 7 28 23" />
      </svg>
      <h1>请{check.name}本人刷脸</h1>
      <p class="quiet">证件号码 {groups(check.document_number)}</p>
      <p>刷脸结果会告诉「江苏人社网上办事大厅」，照片不会留下。</p>
      <form method="post" action={`/alipay/certify/${check.certify_id}`}>
        <FaceButtons />
      </form>
    </section>
  </Phone>
)

const SAID = {
  waiting: ['还在等待刷脸', '请按下面的按钮选择刷脸结果。', 'calm'],
  passed: ['认证通过', '请回到电脑上继续，页面会自己往下走。', 'good'],
  failed: ['认证没有通过', '请回到电脑上，按那里的提示重新认证。', 'bad'],
  other_face: ['这不是本人的脸', '请由本人刷脸。回到电脑上可以重新认证。', 'bad'],
  cancelled: ['已取消认证', '回到电脑上可以重新认证。', 'calm'],
  walked_away: ['手机已放下', '这次认证没有结果，电脑上的页面会继续等，直到它的时限。', 'calm'],
} as const

/** What came of it, and the way back. */
export const SettledPage = ({ check }: { check: FaceCheck }) => {
  const [title, text, tone] = SAID[check.outcome]
  return (
    <Message title={title} text={text} tone={tone} app="支付宝">
      <a class="button" href={check.return_url}>
        在这部手机上回到大厅
      </a>
    </Message>
  )
}
