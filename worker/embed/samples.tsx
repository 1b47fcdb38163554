/** The states of each element, for the page on them: what a frame shows then, with made-up names and nothing behind it. */
import type { ComponentChild } from 'preact'
import { frameRefusals } from '../../schema/embed.ts'
import { signInRefusals } from '../../schema/login.ts'
import { accountCardExamples } from '../../widgets/account-card/account-card.examples.ts'
import { AccountCard } from '../../widgets/account-card/account-card.tsx'
import { framedCaseCountersExamples } from '../../widgets/case-counters/case-counters.examples.ts'
import { CaseCounters } from '../../widgets/case-counters/case-counters.tsx'
import {
  certificateCheckExamples,
  certificateCheckFormExamples,
} from '../../widgets/certificate-check/certificate-check.examples.ts'
import { CertificateFrame } from '../../widgets/certificate-check/certificate-frame.tsx'
import type { ElementName } from '../../widgets/embed/looks.ts'
import { LoginForm, type LoginFormProps } from '../../widgets/login-form/login-form.tsx'
import { PortalWays } from '../../widgets/login-ways/portal-ways.tsx'
import { Refused, SignedOut } from './frames.tsx'

export interface Sample {
  name: string
  drawn: ComponentChild
  /** Beyond what is kept for the element. */
  taller?: number
}

const PORTAL = '「临江市政务服务门户」'

function Login(shown: Pick<LoginFormProps, 'values' | 'errors' | 'problem'>) {
  const links = { recover: '/recovery', registerUnit: '/register', registerPerson: '/register/person' }
  return (
    <PortalWays current="password" search="" others="" framed>
      <LoginForm {...shown} action="/docs/widgets" portalName={PORTAL} links={links} framed />
    </PortalWays>
  )
}

const values = { unit: '91320100MA10000250', person: '13800000082' }

const account = (state: string) => {
  const props = accountCardExamples[state]
  return props && <AccountCard {...props} />
}
const cases = (state: string) => {
  const props = framedCaseCountersExamples[state]
  return props && <CaseCounters {...props} />
}

const check = (form: string, found?: string) => {
  const asks = certificateCheckFormExamples[form]
  const shows = found === undefined ? undefined : certificateCheckExamples[found]
  return asks && <CertificateFrame form={{ ...asks, framed: true }} found={shows} />
}

const over: Record<string, Sample> = {
  'session-over': {
    name: '登录已经结束',
    drawn: <Refused text={frameRefusals.session_over.text} />,
    taller: 36,
  },
  'ticket-used': { name: '票已经用过', drawn: <Refused text={frameRefusals.ticket_used.text} />, taller: 36 },
}

export const SAMPLES: Record<ElementName, Record<string, Sample>> = {
  'hall-login': {
    empty: { name: '等着填写', drawn: <Login values={{}} errors={[]} />, taller: 48 },
    wrong: {
      name: '密码不对',
      drawn: <Login values={values} errors={[]} problem={signInRefusals.sign_in_wrong.text} />,
      taller: 190,
    },
  },
  'hall-account': {
    'signed-in': { name: '已登录', drawn: account('a legal representative') },
    'long-name': { name: '单位名称很长', drawn: account('a long name'), taller: 48 },
    'signed-out': {
      name: '已退出',
      drawn: <SignedOut portal="临江市政务服务门户" address="/docs/widgets" />,
      taller: 8,
    },
    ...over,
  },
  'hall-cases': {
    some: { name: '有办件', drawn: cases("in a portal's frame") },
    none: { name: '还没有办件', drawn: cases('in a frame, none yet') },
    ...over,
  },
  'hall-verify': {
    empty: { name: '等着输入', drawn: check('empty') },
    genuine: { name: '是真的', drawn: check('empty', 'a certificate of two'), taller: 1_150 },
    unknown: { name: '没有这份证明', drawn: check('none of the hall'), taller: 110 },
  },
}
