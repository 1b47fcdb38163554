/** What a phone shows that scanned a code of ours. */
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import type { Asks } from './face.ts'

/** Who asks for the face and what for, before Alipay opens: the code may have been sent on by a stranger. */
export function BeforeFace({ asks, href }: { asks: Asks; href: string }) {
  return (
    <div class="sheet stack">
      <h1>请先看清再刷脸</h1>
      <SummaryList
        rows={[
          { name: '用来做什么', value: asks.title },
          ...(asks.unitName ? [{ name: '单位', value: asks.unitName }] : []),
          { name: '从哪里发起', value: `${asks.place}，${asks.device}` },
        ]}
      />
      <Notice kind="wait" title="不是您自己在办的，请不要继续">
        <p>如果这个二维码是别人发给您的，刷脸以后，别人就能用您的名义注册。</p>
      </Notice>
      <div class="actions">
        <ButtonLink kind="primary" href={href}>
          是我本人在办，去支付宝刷脸
        </ButtonLink>
      </div>
    </div>
  )
}

export function AskApp() {
  return (
    <div class="stack">
      <h1>请用江苏智慧人社手机应用扫码</h1>
      <p>这个二维码要用江苏智慧人社手机应用里的「扫一扫」打开，普通相机或浏览器打不开。</p>
      <p>请在手机上打开这个应用，点「扫一扫」，再扫一次电脑屏幕上的二维码。</p>
    </div>
  )
}

export function Over() {
  return (
    <div class="stack">
      <h1>这个二维码已经失效</h1>
      <p>它用过了，或者过了时间。请回到电脑上的页面，点「重新认证」，再扫新的二维码。</p>
    </div>
  )
}
