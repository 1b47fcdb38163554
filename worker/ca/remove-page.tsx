/** What is asked before a key ends. */
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { longDay } from '../lib/short-time.ts'
import type { Key } from './keys.ts'
import { issuerOf, LIST, serialTail, time } from './keys-page.tsx'

export const RemoveKey = ({ item }: { item: Key }) => (
  <div class="sheet stack">
    <h1>停用这张证书</h1>
    <SummaryList
      rows={[
        { name: '发证机构', value: issuerOf(item) },
        { name: '证书序列号的尾号', value: <span class="code">{serialTail(item.serial)}</span> },
        { name: '有效期到', value: <span class="digits">{longDay.format(item.valid_until)}</span> },
        { name: '最近登录', value: time(item.used_at) },
      ]}
    />
    <Notice kind="wait" title="停用以后">
      <p>
        这张证书马上不能登录，用它登录的设备都会退出（您这次就是用它登录的话，也会退出）。要恢复的话，法定代表人可以重新绑定。
      </p>
    </Notice>
    <form method="post" action={`${LIST}/remove`} class="actions">
      <input type="hidden" name="id" value={item.id} />
      <Button kind="danger">停用这张证书</Button>
      <ButtonLink href={LIST}>不停用，返回列表</ButtonLink>
    </form>
  </div>
)
