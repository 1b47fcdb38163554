/** The page on which an operator chooses what a certificate is to say, and about whom. */
import type { Context } from 'hono'
import * as v from 'valibot'
import {
  CERTIFICATE_ITEM,
  CertificateMonths,
  type CertificateReason,
  type ChooseCertificate,
  certificateRefusals,
} from '../../schema/certificates.ts'
import { CertificateChoice } from '../../widgets/certificate-choice/certificate-choice.tsx'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { said } from '../lib/page/said.ts'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import type { FieldError } from '../lib/problem.ts'
import { draftOf } from './acts.ts'
import * as drafts from './draft-store.ts'
import { CERTIFICATE, PREVIEW, Printed } from './page.tsx'
import { available, chosen } from './people.ts'
import { listCertificates } from './store.ts'

/** Persons on a page of either list. */
const PAGE = 50
const LATELY = 5

export async function notAllowed(
  c: Context<Env>,
  reason: 'certificate_not_allowed' | 'certificate_stopped' = 'certificate_not_allowed',
  words = '',
) {
  const { text, status } = certificateRefusals[reason]
  const go =
    reason === 'certificate_stopped'
      ? { href: `/items/${CERTIFICATE_ITEM}`, label: '看事项页面' }
      : { href: '/center/grant', label: '看我的授权' }
  const page = <ErrorPage kind="not-allowed" happened={text + words} go={go} {...(await shellOf(c))} />
  return c.html(renderPage(page), status as 403)
}

interface Asked {
  q?: string
  availableAt?: string
  chosenAt?: string
  done?: string | undefined
  errors?: FieldError[]
  /** Months as they were typed, where they are none. */
  typed?: { from: string; to: string }
  reason?: CertificateReason | undefined
}

export async function choosePage(c: Context<Env>, asked: Asked = {}) {
  const { env, var: on } = c
  const { q = '', availableAt = '', chosenAt = '', done, errors = [], typed, reason } = asked
  const [draft, left, right, printed] = await Promise.all([
    draftOf(c),
    available(env, on.operator, q, availableAt, PAGE),
    chosen(env, on.operator, chosenAt, PAGE),
    listCertificates(env.DB, on.operator.unitId, LATELY),
  ])
  const refused = reason && { reason, refusal: certificateRefusals[reason] }
  const { status, ...form } = said({ errors, refused })
  return centerView(
    c,
    { title: '单位权益单', ...(status && { status }) },
    <div class="stack">
      <h1>单位权益单</h1>
      <p class="lead">选好险种、时段和人员，生成「单位人员参保证明」，下载后打印或直接发给对方。</p>
      <CertificateChoice
        {...form}
        action={CERTIFICATE}
        values={{ from: draft.from, to: draft.to, ...typed, q }}
        insurances={draft.insurances}
        available={{ ...left, at: availableAt }}
        chosen={{ ...right, at: chosenAt }}
        count={draft.count}
        done={done}
      />
      <Printed rows={printed} now={on.now} />
    </div>,
  )
}

/** Does what the button says, and tells in words what came of it; undefined where there is nothing to tell. */
async function press(c: Context<Env>, act: string, input: ChooseCertificate): Promise<string | undefined> {
  const { env, var: on } = c
  const who = on.operator
  if (act === 'add' || act === 'remove') {
    const ids = act === 'add' ? input.available : input.chosen
    if (ids.length === 0) return '还没有勾选，请先勾选要加入或移出的人。'
    const change = act === 'add' ? drafts.choose : drafts.unchoose
    const { meta } = await change(env.DB, who, ids).run()
    return `${act === 'add' ? '加入' : '移出'}了 ${meta.changes.toLocaleString('en')} 人。`
  }
  if (act !== 'add_all' && act !== 'remove_all') return undefined
  const change = act === 'add_all' ? drafts.chooseAll : drafts.unchooseAll
  const { meta } = await change(env.DB, who).run()
  return `${act === 'add_all' ? '加入' : '移出'}了 ${meta.changes.toLocaleString('en')} 人。`
}

/** What is wrong with the months, a field each. */
function monthErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  const wrong = new Map(issues.map((issue) => [v.getDotPath(issue) ?? '', issue.message]))
  return [...wrong].map(([field, code]) => ({ field, code }))
}

/**
 * One press of a button: what was filled in is kept first, whatever it is. Months that are none are shown again as they
 * were typed, and those of before stay kept: what is kept is what a certificate will say.
 */
export async function pressed(c: Context<Env>, input: ChooseCertificate): Promise<Response> {
  const { env, var: on } = c
  const { insurances, q, from, to } = input
  const months = v.safeParse(CertificateMonths, { from, to })
  const { from: before, to: until } = months.success ? months.output : await draftOf(c)
  await drafts.saveDraft(env.DB, on.operator, { insurances, from: before, to: until }, on.now).run()
  const wrong = months.success ? {} : { errors: monthErrors(months.issues), typed: { from, to } }
  const [act = '', place] = input.act.split(':')
  if (act === 'preview') return months.success ? c.redirect(PREVIEW, 303) : choosePage(c, { q, ...wrong })
  const done = await press(c, act, input)
  const at = { availableAt: input.availableAt, chosenAt: input.chosenAt }
  if (act === 'search') at.availableAt = ''
  if (act === 'add_all' || act === 'remove_all') Object.assign(at, { availableAt: '', chosenAt: '' })
  if (act === 'available' || act === 'chosen') at[`${act}At`] = place ?? ''
  return choosePage(c, { q, done, ...wrong, ...at })
}
