/** What the pages of a recovery draw around the forms. */
import type { ComponentChildren } from 'preact'
import { recoverySteps } from '../../schema/recovery.ts'
import { Notice } from '../../widgets/ui/notice.tsx'
import { type FlowClock, FlowSheet } from '../lib/page/flow-sheet.tsx'

export const TITLE = '法人找回密码'

interface SheetProps {
  /** Index of the present step. */
  step: number
  clock?: FlowClock
  children: ComponentChildren
}

export const Sheet = (props: SheetProps) => (
  <FlowSheet
    title={TITLE}
    steps={recoverySteps}
    expired="时间到了，这次找回密码已经结束，填过的账号还在。"
    again="/recovery"
    {...props}
  />
)

/** Who this is for, said to everybody alike. */
export const ForWhom = () => (
  <Notice title="这里只找回法定代表人的密码">
    <p>管理员和经办人请打开手机上的「江苏智慧人社」，在「企业服务」里为自己设新密码。</p>
    <p>请准备好本人的手机：下一步要刷脸，或者接收登录手机上的短信。</p>
  </Notice>
)

/** For somebody who has proved who they are, and has no such account. */
export const NoMatch = ({ text }: { text: string }) => (
  <div class="stack">
    <Notice kind="stop" role="alert" title="没有找到这样的法定代表人账号">
      <p>{text}</p>
    </Notice>
    <p>可能是下面几种情况：</p>
    <ul>
      <li>
        信用代码、证件或姓名填错了，或者短信不是登录用的那个手机收的：
        <a href="/recovery">返回核对，重新来一次</a>
      </li>
      <li>您是管理员或经办人：请在手机应用「江苏智慧人社」的「企业服务」里设密码</li>
      <li>
        单位还没有注册：<a href="/register/unit">去注册单位</a>
      </li>
      <li>
        单位只有老网办大厅的账号：<a href="/upgrade">先做历史用户升级</a>
      </li>
      <li>都不是的，请带营业执照和身份证到就近的人社窗口，或拨打 12333。</li>
    </ul>
  </div>
)
