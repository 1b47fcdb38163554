/** The settings' home: own data, masked, the ways to change it, and where parcels go. */
import { placeInWords } from '../../schema/fields/delivery.ts'
import { DOCUMENT_TYPES, isDocumentType } from '../../schema/fields/document-type.ts'
import { maskDocumentNumber, maskMobile, maskName } from '../../schema/fields/mask.ts'
import { type Role, roleNames } from '../../schema/session.ts'
import { MOST_ADDRESSES } from '../../schema/settings.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { Address } from './addresses.ts'

export const HOME = '/center/settings'

export interface Own {
  role: Role
  unitName: string
  creditCode: string
  name: string
  documentType: string | undefined
  documentNumber: string | undefined
  mobile: string | undefined
  hasPassword: boolean
}

const FURTHER = [
  ['/center/sessions', '登录设备', '看看您的账号在哪些设备上登录着，不认识的可以马上退出。'],
  ['/center/activity', '账号动态', '谁在什么时候、从哪里登录或办了什么，都在这里。'],
] as const

function OwnData({ own }: { own: Own }) {
  const { documentType } = own
  const document = documentType && isDocumentType(documentType) ? DOCUMENT_TYPES[documentType] : '还没有登记'
  return (
    <section class="sheet stack" aria-labelledby="own">
      <h2 id="own">{roleNames[own.role]}基础信息</h2>
      <SummaryList
        rows={[
          { name: '单位全称', value: own.unitName },
          { name: '统一社会信用代码', value: <span class="code">{own.creditCode}</span> },
          { name: '姓名', value: maskName(own.name) },
          { name: '证件类型', value: document },
          {
            name: '证件号码',
            value: own.documentNumber ? (
              <span class="digits">{maskDocumentNumber(own.documentNumber)}</span>
            ) : (
              '还没有登记'
            ),
          },
          {
            name: '移动电话',
            value: (
              <>
                <span class="digits">{own.mobile ? maskMobile(own.mobile) : '还没有登记'}</span>
                {'　'}
                <a href={`${HOME}/mobile`}>修改手机</a>
              </>
            ),
          },
          {
            name: '密码',
            value: (
              <>
                {own.hasPassword ? '已设置' : '还没有设置'}
                {'　'}
                <a href={`${HOME}/password`}>修改密码</a>
              </>
            ),
          },
        ]}
      />
      <p class="quiet">为了账户安全，建议您定期更换密码。姓名和证件有变动的，请到人社窗口办理。</p>
    </section>
  )
}

function AddressActions({ address }: { address: Address }) {
  const whose = <span class="unseen">{placeInWords(address)}</span>
  return (
    <div class="row-actions">
      {!address.isDefault && (
        <form method="post" action={`${HOME}/addresses/default`}>
          <input type="hidden" name="id" value={address.id} />
          <Button kind="plain">设为默认{whose}</Button>
        </form>
      )}
      <a href={`${HOME}/addresses/edit?id=${address.id}`}>修改{whose}</a>
      <a href={`${HOME}/addresses/remove?id=${address.id}`}>删除{whose}</a>
    </div>
  )
}

function Addresses({ addresses }: { addresses: Address[] }) {
  const add = <ButtonLink href={`${HOME}/addresses/new`}>添加收件地址</ButtonLink>
  return (
    <section class="sheet stack" aria-labelledby="addresses">
      <h2 id="addresses">我的收件地址</h2>
      <Table
        caption="我的收件地址"
        captionUnseen
        rows={addresses}
        rowKey={({ id }) => id}
        columns={[
          { label: '地址', cell: (row) => `${placeInWords(row)}${row.isDefault ? '（默认地址）' : ''}` },
          { label: '收件人', cell: (row) => row.name },
          { label: '手机号码', cell: (row) => <span class="digits">{maskMobile(row.mobile)}</span> },
          { label: '操作', kind: 'action', cell: (row) => <AddressActions address={row} /> },
        ]}
        empty={
          <Empty title="还没有收件地址" actions={add}>
            办件的证书、文书要寄给您时，就寄到这里。
          </Empty>
        }
      />
      {addresses.length > 0 && addresses.length < MOST_ADDRESSES && <div class="actions">{add}</div>}
      {addresses.length >= MOST_ADDRESSES && (
        <p class="quiet">最多保存 10 个，已经满了。要添加新的，请先删除不再使用的。</p>
      )}
    </section>
  )
}

export function Settings({ own, addresses }: { own: Own; addresses: Address[] }) {
  return (
    <>
      <h1>账号设置</h1>
      <OwnData own={own} />
      <Addresses addresses={addresses} />
      <ul class="cards">
        {FURTHER.map(([href, title, words]) => (
          <li key={href} class="sheet card-link">
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p class="quiet">{words}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

export function RemoveAddress({ address }: { address: Address }) {
  return (
    <div class="sheet stack">
      <h1>要删除这个收件地址吗？</h1>
      <SummaryList
        rows={[
          { name: '收件人', value: address.name },
          { name: '地址', value: placeInWords(address) },
        ]}
      />
      <p>
        {address.isDefault
          ? '它是默认地址。删除以后，保存最早的那个会成为默认。已经寄出的快递不受影响。'
          : '已经寄出的快递不受影响。'}
      </p>
      <form method="post" action={`${HOME}/addresses/remove`} class="actions">
        <input type="hidden" name="id" value={address.id} />
        <Button kind="danger">删除这个地址</Button>
        <ButtonLink href={HOME}>不删除，返回</ButtonLink>
      </form>
    </div>
  )
}
