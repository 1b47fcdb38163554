import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

const ICONS = { info: 'info', wait: 'clock', done: 'check', stop: 'alert' } as const satisfies Record<
  string,
  IconName
>

export interface NoticeProps {
  kind?: keyof typeof ICONS
  title?: ComponentChildren
  children?: ComponentChildren
  /** Read out when it appears: `status` waits for a pause, `alert` does not. */
  role?: 'status' | 'alert'
}

/** A few words set apart from the text. */
export function Notice({ kind = 'info', title, children, role }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={role}>
      <Icon name={ICONS[kind]} />
      <div>
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  )
}
