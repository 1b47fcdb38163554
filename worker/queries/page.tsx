/** What both queries have: the month that is asked for, what is wrong with it, and taking what was found home as a file. */
import type { ComponentChildren } from 'preact'
import { Button } from '../../widgets/ui/button.tsx'

export const CHANGES = '/center/unit/insurance/changes'
export const PAYMENTS = '/center/unit/payments/details'

export const code = (text: string) => <span class="digits">{text}</span>
export const monthField = {
  name: 'month',
  inputmode: 'numeric',
  autocomplete: 'off',
  maxlength: 20,
  code: true,
} as const
const MONTH_WRONG = '月份请按「2026-10」这样填写。下面显示的是另一个月份。'

export interface Wrong {
  /** A ready sentence about the question. */
  problem: string | undefined
  /** What was typed for the month, where that is none. */
  monthTyped: string | undefined
}

export const errorsOf = ({ monthTyped }: Wrong) =>
  monthTyped === undefined ? [] : [{ field: 'month', text: MONTH_WRONG }]

/** The archive and what opens it. */
export const Export = ({ action, children }: { action: string; children: ComponentChildren }) => (
  <form method="post" action={`${action}/export`} class="sheet stack">
    <p>
      导出的是加密的压缩包，里面是一份表格。<strong>密码是您登录本大厅用的手机号码</strong>，用 7-Zip、WinRAR
      或 Bandizip 打开；Windows 自带的解压打不开它。
    </p>
    <div class="actions">
      {children}
      <Button>导出加密压缩包</Button>
    </div>
  </form>
)
