import { Icon, type IconName } from '../../widgets/ui/icon.tsx'
import { type Link, type State, stateNames } from './diagnosis.ts'

const ICONS: Record<State, IconName> = { good: 'check', wait: 'clock', bad: 'alert', off: 'open' }

/** The links in the order in which a request goes through them. */
export function LinkList({ links }: { links: Link[] }) {
  return (
    <ol class="links">
      {links.map(({ name, state, says, todo }) => (
        <li key={name} class={`link link-${state}`}>
          <Icon name={ICONS[state]} />
          <div>
            <h2>
              {name}
              <span class="link-state">{stateNames[state]}</span>
            </h2>
            <p>{says}</p>
            {todo && <p class="quiet">{todo}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
