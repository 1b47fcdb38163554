/** What the pages of registration draw around the forms. */
import type { ComponentChildren } from 'preact'
import type { RegistrationKind } from '../../schema/registration.ts'
import { stepNames } from '../../schema/registration.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { type FlowClock, FlowSheet } from '../lib/page/flow-sheet.tsx'

export const titles: Record<RegistrationKind, string> = { person: '个人实名注册', unit: '单位注册' }

interface SheetProps {
  kind: RegistrationKind
  /** Index of the present step. */
  step: number
  clock?: FlowClock
  children: ComponentChildren
}

export const Sheet = ({ kind, ...props }: SheetProps) => (
  <FlowSheet
    title={kind === 'unit' ? '法定代表人注册单位' : '个人实名注册'}
    steps={stepNames[kind]}
    expired="时间到了，这次注册已经结束，第一步填过的内容还在。"
    again={`/register/${kind}`}
    {...props}
  />
)

export function Choose() {
  return (
    <div class="stack">
      <h1>注册账号</h1>
      <p class="lead">单位由法定代表人本人注册。法定代表人、管理员和经办人都要先有自己的个人账号。</p>
      <div class="cards">
        <section class="sheet">
          <h2>还没有个人账号</h2>
          <p>用本人的证件刷脸注册，大约 3 分钟。</p>
          <ButtonLink href="/register/person">个人实名注册</ButtonLink>
        </section>
        <section class="sheet">
          <h2>我是法定代表人</h2>
          <p>已经有个人账号。请准备好营业执照和手机，大约 5 分钟，要在 10 分钟内完成。</p>
          <ButtonLink kind="primary" href="/register/unit">
            注册单位
          </ButtonLink>
        </section>
      </div>
      <p class="quiet">
        已经有账号？<a href="/login">去登录</a>
      </p>
    </div>
  )
}

/** Links that mend a refusal of step one. */
export function WaysOn({ kind, reason }: { kind: RegistrationKind; reason: string | undefined }) {
  if (reason === 'unit_registered')
    return (
      <p>
        <a href="/login">去登录</a>　<a href="/help/sign-in">登录不了怎么办</a>
      </p>
    )
  if (reason === 'person_unknown')
    return (
      <p>
        <a href="/register/person">法定代表人先注册个人账号</a>
      </p>
    )
  if (reason === 'person_registered')
    return (
      <p>
        <a href="/register/unit">去注册单位</a>
      </p>
    )
  return kind === 'unit' ? (
    <Notice title="开始前请准备好">
      <p>营业执照、法定代表人的证件和本人的手机。法定代表人要先有个人账号，没有的话请先做个人实名注册。</p>
    </Notice>
  ) : null
}
