interface TabsProps<Way extends string> {
  /** Way, address and name of each, in their order. */
  ways: readonly (readonly [way: Way, href: string, name: string])[]
  current: Way
}

/** The common ways to sign in, each a page of its own. */
export const Tabs = <Way extends string>({ ways, current }: TabsProps<Way>) => (
  <nav class="tabs" aria-label="登录方式">
    <ul class="tabs-list">
      {ways.map(([way, href, name]) => (
        <li key={way}>
          <a href={href} aria-current={way === current ? 'page' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
