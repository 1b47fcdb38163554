/** The first step's page and the last one's. */
import type { Context } from 'hono'
import { DonePanel } from '../../widgets/done-panel/done-panel.tsx'
import { UpgradeHallForm } from '../../widgets/upgrade-hall-form/upgrade-hall-form.tsx'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import { current } from './current.ts'
import { at, type Shown, said } from './draw.tsx'
import { Sheet, TITLE } from './page.tsx'

export async function hallPage(c: Context<Env>, shown: Shown = {}) {
  const found = await current(c)
  const { problem, status, errors } = said(shown)
  const chosen = found.ok && found.value.step !== 'done' ? found.value.hall : undefined
  const missing = errors.length > 0 ? '请先选一个原网办大厅。' : undefined
  return view(
    c,
    { title: TITLE, ...(status && { status }) },
    <Sheet step={0}>
      <p>单位原来的账户是哪个大厅的？</p>
      <UpgradeHallForm action="/upgrade/hall" chosen={chosen} problem={problem ?? missing} />
      <p>
        <a href="/upgrade">返回升级说明</a>
      </p>
    </Sheet>,
  )
}

export async function donePage(c: Context<Env>) {
  const upgrade = await at(c, 'done')
  if (upgrade instanceof Response) return upgrade
  const { became, unitNumber } = upgrade
  return view(
    c,
    { title: '升级成功' },
    <Sheet step={5}>
      <DonePanel
        title="升级成功，请使用新的单位编号登录"
        rows={[
          { name: '单位', value: became?.unitName ?? '' },
          { name: '单位编号', value: unitNumber ?? '' },
        ]}
        next={{ href: '/login', label: '去登录' }}
      >
        <p>
          请记下 8
          位单位编号。管理员登录时填单位编号或统一社会信用代码，再填自己的证件号码或手机号码和刚才设的密码。
        </p>
      </DonePanel>
    </Sheet>,
  )
}
