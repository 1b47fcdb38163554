import { Button } from '../ui/button.tsx'

export interface CounterBarProps {
  name: string
  role: string
  office: string
  /** Whether clients and certificate authorities are administered by whoever is here. */
  administers: boolean
  /** The page that is open. */
  current?: string
}

const PAGES = [
  { href: '/counter', label: '窗口首页', forAll: true },
  { href: '/counter/cases', label: '办件', forAll: true },
  { href: '/counter/units/new', label: '单位开户', forAll: true },
  { href: '/counter/institutions', label: '机构登记', forAll: true },
  { href: '/counter/parcels', label: '快递登记', forAll: true },
  { href: '/counter/notices', label: '公示公告', forAll: false },
  { href: '/counter/items', label: '服务事项', forAll: false },
  { href: '/counter/rates', label: '费率和基数', forAll: false },
  { href: '/counter/clients', label: '接入的网站', forAll: false },
  { href: '/counter/authorities', label: '发证机构', forAll: false },
]

/** Who is at the counter, the counter's pages, and the way out. */
export function CounterBar({ name, role, office, administers, current }: CounterBarProps) {
  return (
    <div class="counter-bar">
      <nav aria-label="窗口">
        <ul class="counter-pages">
          {PAGES.filter(({ forAll }) => forAll || administers).map(({ href, label }) => (
            <li key={href}>
              <a href={href} aria-current={href === current ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="post" action="/counter/logout" class="counter-who">
        <span>
          {name}，{role}，{office}
        </span>
        <Button>退出窗口</Button>
      </form>
    </div>
  )
}
