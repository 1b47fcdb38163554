/** Sends a page of the counter: the bar filled in for whoever is signed in. */
import type { Context } from 'hono'
import { maskMobile, maskName } from '../../schema/fields/mask.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { CounterActivation } from '../../widgets/counter-activation/counter-activation.tsx'
import { CounterLogin } from '../../widgets/counter-login/counter-login.tsx'
import { CounterOpening } from '../../widgets/counter-opening/counter-opening.tsx'
import { Island } from '../../widgets/island.tsx'
import type { FormProps } from '../../widgets/ui/form.tsx'
import type { Env } from '../lib/env.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { view } from '../lib/page/view.tsx'
import { sealer } from '../lib/sealed.ts'
import { desk } from './desk.tsx'
import { Opening, type OpeningProps } from './page.tsx'

function formOf(action: string, shown: Shown): { props: FormProps; status: Refusal['status'] | undefined } {
  const { status, ...rest } = said(shown)
  return { props: { action, ...rest }, status }
}

export function loginPage(c: Context<Env>, shown: Shown = {}) {
  const { props, status } = formOf('/counter/login', shown)
  return view(
    c,
    { title: '窗口登录', islands: ['counter-login'], ...(status && { status }) },
    <div class="sheet stack">
      <h1>窗口登录</h1>
      <p class="lead">只给人社窗口的工作人员使用。单位和个人请走大厅的登录。</p>
      <Island name="counter-login" component={CounterLogin} props={props} />
      <p>
        <a href="/login">单位登录</a>
      </p>
    </div>,
  )
}

export function openingForm(c: Context<Env>, shown: Shown = {}) {
  const { props, status } = formOf('/counter/units/new', shown)
  return desk(
    c,
    { title: '单位开户', current: '/counter/units/new', islands: ['counter-opening'], status },
    <div class="sheet stack">
      <h1>单位开户</h1>
      <p>
        先核对原件：营业执照、授权委托书、本人身份证明。没有带授权委托书的，可以
        <a href="/counter/letter">打印空白的</a>。本人要先完成<a href="/register/person">个人实名注册</a>。
      </p>
      <Island name="counter-opening" component={CounterOpening} props={props} />
    </div>,
  )
}

export async function openingPage(
  c: Context<Env>,
  opening: OpeningProps['opening'],
  shown: Pick<OpeningProps, 'sent' | 'problem'> & { status?: Refusal['status'] },
) {
  const { open } = await sealer(c.env.SEALING_KEYS)
  const name = maskName(await open(opening.name_sealed, 'operator.name'))
  const mobile = maskMobile(await open(opening.mobile_sealed, 'operator.mobile'))
  const { status, ...told } = shown
  return desk(
    c,
    { title: opening.unit_name, status },
    <Opening opening={opening} name={name} mobile={mobile} {...told} />,
  )
}

export function activationPage(c: Context<Env>, shown: Shown = {}) {
  const { props, status } = formOf('/activate', shown)
  return view(
    c,
    { title: '启用账号', islands: ['counter-activation'], ...(status && { status }) },
    <div class="sheet stack">
      <h1>启用窗口开通的账号</h1>
      <p class="lead">人社窗口为您开通了单位账号以后，在这里用短信验证码设置自己的密码。</p>
      <Island name="counter-activation" component={CounterActivation} props={props} />
      <p class="quiet">
        没有收到验证码，或者过了 5 分钟，请让窗口重新发送。法定代表人也可以
        <a href="/recovery">刷脸设置密码</a>；管理员也可以在手机应用「江苏智慧人社」的「企业服务」里设置。
      </p>
    </div>,
  )
}
