import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/** Nothing here yet, and what to do next. */
export function Empty({
  title,
  children,
  actions,
}: {
  title: string
  children?: ComponentChildren
  actions?: ComponentChildren
}) {
  return (
    <div class="empty">
      <Icon name="paper" />
      <p class="notice-title">{title}</p>
      {children}
      {actions && <div class="actions">{actions}</div>}
    </div>
  )
}
