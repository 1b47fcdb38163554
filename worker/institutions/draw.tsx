/** The pages of institutions, sent. */
import type { Context } from 'hono'
import { maskDocumentNumber, maskMobile, maskName } from '../../schema/fields/mask.ts'
import { type InstitutionReason, institutionRefusals } from '../../schema/institutions.ts'
import { InstitutionAdministratorForm } from '../../widgets/institution-administrator-form/institution-administrator-form.tsx'
import { Island } from '../../widgets/island.tsx'
import { SettingsPasswordForm } from '../../widgets/settings-password-form/settings-password-form.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { mayDo } from '../grants/rules.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { type Shown, said } from '../lib/page/said.ts'
import { shellOf, view } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { sealer } from '../lib/sealed.ts'
import {
  type Administrator,
  AskAdministrator,
  AskReset,
  Institutions,
  LIST,
  OWN,
  OwnCentre,
} from './page.tsx'
import { type InstitutionRow, listInstitutions } from './store.ts'

export const because = (reason: InstitutionReason) => ({
  refused: { reason, refusal: institutionRefusals[reason] },
})

const SAVED: Record<string, string> = {
  open: '机构已经开通。请告诉管理员机构编号，用初始密码登录，登录后马上换成自己的密码。',
  change: '管理员已经变更。请告诉新管理员，用初始密码登录，登录后马上换成自己的密码。',
  reset: '密码已经重置。请告诉管理员，用初始密码登录，登录后马上换成自己的密码。',
}

export async function listPage(c: Context<Env>) {
  const saved = SAVED[c.req.query('saved') ?? '']
  const rows = await listInstitutions(c.env.DB, c.var.operator.unitId)
  return centerView(
    c,
    { title: '机构管理' },
    <div class="stack">
      {saved && <Notice kind="done" role="status" title={saved} />}
      <Institutions rows={rows} mayManage={mayDo(c.var.operator, 'manage_unit', c.var.now)} />
    </div>,
  )
}

async function administratorOf(c: Context<Env>, row: InstitutionRow): Promise<Administrator | undefined> {
  if (row.administrator_id === null) return undefined
  const { open } = await sealer(c.env.SEALING_KEYS)
  const read = (sealed: string, column: string) => open(sealed, `institution_administrator.${column}`)
  return {
    name: maskName(await read(row.name_sealed, 'name')),
    documentType: row.document_type,
    documentNumber: maskDocumentNumber(await read(row.document_sealed, 'document')),
    mobile: maskMobile(await read(row.mobile_sealed, 'mobile')),
  }
}

const ASKS = {
  open: { title: '开通机构', submit: '开通机构' },
  change: { title: '变更机构管理员', submit: '变更管理员' },
} as const

export async function administratorPage(
  c: Context<Env>,
  act: keyof typeof ASKS,
  row: InstitutionRow,
  shown: Shown = {},
) {
  const { title, submit } = ASKS[act]
  const { status, ...form } = said(shown)
  return centerView(
    c,
    { title, ...(status && { status }) },
    <AskAdministrator title={title} about={row} old={await administratorOf(c, row)}>
      <InstitutionAdministratorForm {...form} action={`${LIST}/${act}?id=${row.id}`} submit={submit} />
    </AskAdministrator>,
  )
}

export async function resetPage(c: Context<Env>, row: InstitutionRow) {
  const old = await administratorOf(c, row)
  if (!old) return refused(c, 'institution_not_open')
  return centerView(c, { title: '重置管理员密码' }, <AskReset id={row.id} about={row} old={old} />)
}

/** What could not be done, with the way back to the list. */
export async function refused(c: Context<Env>, reason: InstitutionReason) {
  const { text, status } = institutionRefusals[reason]
  const page = (
    <ErrorPage
      kind={status === 404 ? 'not-found' : 'not-allowed'}
      happened={text}
      advice="其他机构和单位的内容都不受影响。"
      go={{ href: LIST, label: '回机构列表' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status)
}

export const ownPage = (c: Context<Env>) =>
  view(
    c,
    { title: '机构中心', wide: true },
    <OwnCentre session={c.var.institution} saved={c.req.query('saved') === 'password'} />,
  )

export function ownPasswordPage(c: Context<Env>, shown: Shown = {}) {
  const { status, ...form } = said(shown)
  const props = { action: `${OWN}/password`, ...form, values: {} }
  const { initial } = c.var.institution
  return view(
    c,
    { title: '修改密码', islands: ['settings-password-form'], ...(status && { status }) },
    <div class="sheet stack">
      <h1>{initial ? '请先换掉初始密码' : '修改密码'}</h1>
      {initial ? (
        <Notice kind="wait" title="初始密码别人也可能猜到">
          换成您自己的密码以后，才能进入机构中心。原密码就是刚才登录用的那一个。
        </Notice>
      ) : (
        <p>修改以后，这个机构在其他设备上的登录都会结束，这一台不受影响。</p>
      )}
      <Island name="settings-password-form" component={SettingsPasswordForm} props={props} />
      {!initial && (
        <p>
          <a href={OWN}>不修改，返回机构中心</a>
        </p>
      )}
    </div>,
  )
}
