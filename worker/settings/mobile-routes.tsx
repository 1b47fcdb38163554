/** Another mobile: the face first, then the number with its code; and what the waiting page asks. */
import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { type CodeSent, FaceCheck, SendCode } from '../../schema/challenges.ts'
import { sessionRefusals } from '../../schema/session.ts'
import { ChangeMobile, mobileSteps } from '../../schema/settings.ts'
import { Island } from '../../widgets/island.tsx'
import { SettingsMobileForm } from '../../widgets/settings-mobile-form/settings-mobile-form.tsx'
import { drawFaceStep, type FaceStep, postFaceStep } from '../challenges/face-step.tsx'
import { allowOperator } from '../lib/allow.ts'
import { body, formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { FlowSheet } from '../lib/page/flow-sheet.tsx'
import { type Shown, said } from '../lib/page/said.ts'
import { view } from '../lib/page/view.tsx'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { typedText } from '../lib/typed-text.ts'
import { partnerRefusals } from '../partners/index.ts'
import { refused } from './draw.tsx'
import { askFace, changeMobile, currentChange, readFace, sendMobileCode, subjectFor } from './mobile.ts'
import { HOME } from './page.tsx'
import { refusalOf, refusals, type SettingsError } from './refusal.ts'
import { type Change, mayGoOn } from './rules.ts'

const TITLE = '修改移动电话'
const FACE = `${HOME}/mobile`
const NUMBER = `${FACE}/number`

interface SheetProps {
  c: Context<Env>
  step: number
  /** Undefined before it was begun. */
  change: Change | undefined
  children: ComponentChildren
}

const Sheet = ({ c, step, change, children }: SheetProps) => (
  <FlowSheet
    title={TITLE}
    steps={mobileSteps}
    step={step}
    clock={change && { expiresAt: change.expiresAt, now: c.var.now }}
    expired="时间到了，这次修改已经结束，手机号码没有改动。"
    again={FACE}
  >
    {children}
    <p>
      <a href={HOME}>不修改，返回账号设置</a>
    </p>
  </FlowSheet>
)

async function faceStep(c: Context<Env>): Promise<FaceStep<SettingsError> | Response> {
  const subject = await subjectFor(c.env, c.var.operator)
  if (!subject) return refused(c, 'mobile_no_document')
  const change = mayGoOn(await currentChange(c), 'face', c.var.now)
  const running = change.ok ? change.value : undefined
  return {
    ...{
      title: TITLE,
      path: FACE,
      next: NUMBER,
      statusUrl: '/api/v1/settings/mobile/face',
      subject,
      refusalOf,
    },
    ask: (method) => askFace(c, method),
    read: () => readFace(c),
    sheet: (panel) => (
      <Sheet c={c} step={0} change={running}>
        <p>为了账户安全，请先由您本人刷脸，再填写新的号码。</p>
        {panel}
      </Sheet>
    ),
  }
}

async function numberPage(c: Context<Env>, shown: Shown & { sent?: boolean } = {}) {
  const change = mayGoOn(await currentChange(c), 'number', c.var.now)
  if (!change.ok) return shown.refused ? refused(c, change.error) : c.redirect(FACE, 303)
  const { status, ...form } = said(shown)
  const props = { action: NUMBER, ...form, sent: shown.sent }
  return view(
    c,
    { title: TITLE, islands: ['time-left', 'settings-mobile-form'], ...(status && { status }) },
    <Sheet c={c} step={1} change={change.value}>
      <Island name="settings-mobile-form" component={SettingsMobileForm} props={props} />
    </Sheet>,
  )
}

export const mobileRoutes = new Hono<Env>()
  .get(FACE, allowOperator(), async (c) => {
    const step = await faceStep(c)
    return step instanceof Response ? step : drawFaceStep(c, step)
  })
  .post(FACE, allowOperator(), async (c) => {
    const pressed = (await formOf(c)).get('face')
    const step = await faceStep(c)
    return step instanceof Response ? step : postFaceStep(c, step, pressed)
  })
  .get(NUMBER, allowOperator(), (c) => numberPage(c))
  .post(
    NUMBER,
    allowOperator(),
    body(ChangeMobile, (c, errors, values) => numberPage(c, { errors, values: typedText(values) })),
    async (c) => {
      const input = c.req.valid('json')
      const changed = await changeMobile(c, input)
      if (changed.ok) return c.redirect(`${HOME}?saved=mobile`, 303)
      return numberPage(c, { values: { mobile: input.mobile }, refused: refusalOf(changed.error) })
    },
  )
  // Where the page stands after a code was sent without a script; opened again, it is the step itself.
  .get(`${NUMBER}/code`, allowOperator(), (c) => c.redirect(NUMBER, 303))
  .post(
    `${NUMBER}/code`,
    allowOperator(),
    body(SendCode, (c, errors, values) => numberPage(c, { errors, values: typedText(values) })),
    async (c) => {
      const { mobile } = c.req.valid('json')
      const sent = await sendMobileCode(c, mobile)
      if (c.req.header('content-type')?.startsWith('application/json'))
        return sent.ok ? c.json(sent.value satisfies CodeSent, 202) : refuse(c, sent.error)
      const told = sent.ok ? { sent: true } : { refused: refusalOf(sent.error) }
      return numberPage(c, { values: { mobile }, ...told })
    },
  )

function refuse(c: Context<Env>, error: SettingsError) {
  const { reason, refusal } = refusalOf(error)
  return problem(c, { [reason]: refusal }, reason)
}

/** What the page asks while it waits for the phone. */
export const settingsApi = new Hono<Env>().get(
  '/mobile/face',
  allowOperator(),
  answers(
    'How the face check of this session’s change of mobile stands; `next` once it is settled',
    { 200: FaceCheck },
    { ...sessionRefusals, ...refusals, ...partnerRefusals('alipay') },
  ),
  async (c) => {
    const read = await readFace(c)
    return read.ok ? c.json(read.value) : refuse(c, read.error)
  },
)
