import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

export interface HeaderProps {
  /** Address of the hall's mark, from the build manifest. */
  mark: string
  /** Where the visitor is now; the size switch and the choice of a region come back here. */
  path: string
  region: string
  size: 'normal' | 'large'
  /** `signOut`: where the way out posts, if not where an operator's does. */
  user?: { unitName: string; operatorName: string; role: string; signOut?: string } | undefined
  /** Whoever is signed in as a person, their name masked. */
  person?: { name: string } | undefined
  /** A centre of this visitor that the page does not belong to: the other account's, or their own from elsewhere. */
  other?: { href: string; label: string } | undefined
}

function SizeSwitch({ size, path }: Pick<HeaderProps, 'size' | 'path'>) {
  const large = size === 'large'
  return (
    <form class="header-size" method="post" action="/preferences/size">
      <input type="hidden" name="back" value={path} />
      <Button kind="plain" name="size" value={large ? 'normal' : 'large'} pressed={large}>
        关怀模式
      </Button>
    </form>
  )
}

function Who({ user, person }: Pick<HeaderProps, 'user' | 'person'>) {
  const lines = user ? [user.unitName, `${user.role} ${user.operatorName}`] : [person?.name, '个人账号']
  return (
    <p class="header-user">
      <span class="header-unit">{lines[0]}</span>
      <span class="header-operator">{lines[1]}</span>
    </p>
  )
}

/** Who hosts, for which region, and who is here. */
export function Header({ mark, path, region, size, user, person, other }: HeaderProps) {
  return (
    <header class="header">
      <div class="header-inner">
        <div class="brand">
          <a class="brand-home" href="/">
            <img class="brand-mark" src={mark} alt="" width="40" height="40" />
            <span class="brand-name">单位办事大厅</span>
          </a>
          <a class="brand-region" href={`/region?back=${encodeURIComponent(path)}`}>
            {region}
            <span class="unseen">，换地区</span>
            <Icon name="down" />
          </a>
        </div>
        <div class="header-tools">
          {(user || person) && <Who user={user} person={person} />}
          {other && (
            <a class="header-other" href={other.href}>
              {other.label}
            </a>
          )}
          <SizeSwitch size={size} path={path} />
          {user || person ? (
            <form
              class="header-way"
              method="post"
              action={user ? (user.signOut ?? '/logout') : '/person/logout'}
            >
              <Button>退出登录</Button>
            </form>
          ) : (
            <a class="button button-secondary header-way" href="/login">
              登录
            </a>
          )}
        </div>
      </div>
    </header>
  )
}
