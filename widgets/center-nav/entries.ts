/** The unit centre's pages, in the order of the manuals; below them what belongs to the account itself. */

export interface CenterEntry {
  href: string
  label: string
  /** Nothing for a handler. */
  keepers?: boolean
  /** The item of the catalogue that it does: for a handler who was granted it. */
  item?: string
}

/** In the order of the manuals. */
export const centerEntries: readonly CenterEntry[] = [
  { href: '/center', label: '单位主页' },
  { href: '/center/unit', label: '单位信息' },
  { href: '/center/cases', label: '单位办件' },
  { href: '/center/filings', label: '本期的申报' },
  { href: '/center/rosters', label: '批量办理' },
  { href: '/center/express', label: '单位快递' },
  { href: '/center/certificate', label: '单位权益单', item: 'certificate' },
  { href: '/center/operators', label: '经办人管理' },
  { href: '/center/institutions', label: '机构管理' },
  { href: '/center/workbench', label: '我的工作台' },
  { href: '/center/settings', label: '账号设置' },
]

export const accountEntries: readonly CenterEntry[] = [
  { href: '/center/grant', label: '我的授权' },
  { href: '/center/sessions', label: '登录设备' },
  { href: '/center/keys', label: 'CA 证书' },
  { href: '/center/activity', label: '账号动态' },
  { href: '/center/apps', label: '软件接入', keepers: true },
]

/** The entry that a path belongs to: the longest one that it begins with; the home is itself alone. */
export function entryOf(path: string): string | undefined {
  const all = [...centerEntries, ...accountEntries].map(({ href }) => href)
  const holds = (href: string) => path === href || (href !== '/center' && path.startsWith(`${href}/`))
  return all.find(holds)
}
