/** The settings' pages, sent. */
import type { Context } from 'hono'
import { AddressForm } from '../../widgets/address-form/address-form.tsx'
import { Island } from '../../widgets/island.tsx'
import { SettingsPasswordForm } from '../../widgets/settings-password-form/settings-password-form.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { type Shown, said } from '../lib/page/said.ts'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { sealer } from '../lib/sealed.ts'
import { type Address, addressesOf } from './addresses.ts'
import { HOME, type Own, RemoveAddress, Settings } from './page.tsx'
import { refusalOf, type SettingsError } from './refusal.ts'
import { caseFormOf, newAddressPath } from './rules.ts'
import { readOperator } from './store.ts'

async function ownOf(c: Context<Env>): Promise<Own> {
  const { operator } = c.var
  const row = await readOperator(c.env.DB, operator.unitId, operator.operatorId)
  if (!row) throw new Error('whoever is signed in is an operator')
  const { open } = await sealer(c.env.SEALING_KEYS)
  return {
    ...{ role: operator.role, unitName: operator.unit.name, creditCode: operator.unit.creditCode },
    name: await open(row.name_sealed, 'operator.name'),
    documentType: row.document_type ?? undefined,
    documentNumber: row.document_sealed ? await open(row.document_sealed, 'operator.document') : undefined,
    mobile: row.mobile_sealed ? await open(row.mobile_sealed, 'operator.mobile') : undefined,
    hasPassword: row.password !== null,
  }
}

const SAVED: Record<string, string> = {
  password: '密码已经修改，其他设备上的登录都已经结束，这一台还在登录。',
  mobile: '登录手机已经修改，下次请用新号码登录。',
  address: '收件地址已经保存。',
  default: '默认收件地址已经更换。',
  removed: '收件地址已经删除。',
}

export async function home(c: Context<Env>) {
  const saved = SAVED[c.req.query('saved') ?? '']
  const addresses = await addressesOf(c.env, c.var.operator)
  return centerView(
    c,
    { title: '账号设置' },
    <div class="stack">
      {saved && <Notice kind="done" role="status" title={saved} />}
      <Settings own={await ownOf(c)} addresses={addresses} />
    </div>,
  )
}

export function passwordPage(c: Context<Env>, shown: Shown = {}) {
  const { status, ...form } = said(shown)
  const props = { action: `${HOME}/password`, ...form, values: {} }
  return centerView(
    c,
    { title: '修改密码', islands: ['settings-password-form'], ...(status && { status }) },
    <div class="sheet stack">
      <h1>修改密码</h1>
      <p>修改以后，这个账号在其他设备上的登录都会结束，这一台不受影响。</p>
      <Island name="settings-password-form" component={SettingsPasswordForm} props={props} />
      <p>
        <a href={HOME}>不修改，返回账号设置</a>
      </p>
    </div>,
  )
}

export function addressPage(c: Context<Env>, shown: Shown = {}, old?: Address) {
  const { status, ...form } = said(shown)
  const title = old ? '修改收件地址' : '添加收件地址'
  const caseId = c.req.query('case')
  const caseForm = caseFormOf(caseId)
  const adding = caseForm && caseId ? newAddressPath(caseId) : `${HOME}/addresses/new`
  const action = old ? `${HOME}/addresses/edit?id=${old.id}` : adding
  const own = old && { name: old.name, mobile: old.mobile, region: old.region, detail: old.detail }
  const again = Object.keys(form.values).length > 0
  return centerView(
    c,
    { title, ...(status && { status }) },
    <div class="sheet stack">
      <h1>{title}</h1>
      <AddressForm
        {...form}
        action={action}
        values={again ? form.values : (own ?? {})}
        back={caseForm ?? HOME}
        isDefault={old?.isDefault ?? false}
      />
    </div>,
  )
}

export const removePage = (c: Context<Env>, address: Address) =>
  centerView(c, { title: '删除收件地址' }, <RemoveAddress address={address} />)

/** What could not be done, with the way back to the settings. */
export async function refused(c: Context<Env>, error: SettingsError) {
  const { refusal } = refusalOf(error)
  const page = (
    <ErrorPage
      kind={refusal.status === 404 ? 'not-found' : 'expired'}
      happened={refusal.text}
      advice="账号设置里的其他内容不受影响。"
      go={{ href: HOME, label: '回账号设置' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), refusal.status)
}
