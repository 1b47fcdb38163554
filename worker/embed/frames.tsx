/** Sentences that a frame shows in place of anything else. */
import { Notice } from '../../widgets/ui/notice.tsx'

/** Takes the focus where it comes in place of a button that was pressed. */
export const Refused = ({ text }: { text: string }) => (
  <div tabIndex={-1}>
    <Notice kind="wait">
      <p>{text}</p>
    </Notice>
  </div>
)

/** Without a script the link is the way back. */
export const SignedOut = ({ portal, address }: { portal: string; address: string }) => (
  <div tabIndex={-1}>
    <Notice kind="done">
      <p>
        已经退出单位办事大厅。
        <a href={address} target="_top">
          回「{portal}」首页
        </a>
      </p>
    </Notice>
  </div>
)
