import mark from '../../widgets/ui/mark.svg'
import { SizeSwitch } from './size-switch.tsx'

/** Whose window this is. */
export function Head({ name = '证书助手' }: { name?: string }) {
  return (
    <header class="panel-head">
      <img class="brand-mark" src={mark} alt="" width="40" height="40" />
      <span>
        <span class="brand-name">{name}</span>
        <span class="brand-region">单位办事大厅</span>
      </span>
      <SizeSwitch />
    </header>
  )
}
