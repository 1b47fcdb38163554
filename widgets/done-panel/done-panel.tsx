import type { ComponentChildren } from 'preact'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

export interface DonePanelProps {
  /** What is done: 「注册成功」. */
  title: string
  /** What it means and what comes next. */
  children?: ComponentChildren
  /** What to write down, e.g. the new unit number. */
  rows?: { name: string; value: string }[]
  next: { href: string; label: string }
  other?: { href: string; label: string }
}

/** The end of a task: what is done, what to keep, where to go. */
export function DonePanel({ title, children, rows = [], next, other }: DonePanelProps) {
  return (
    <div class="done stack">
      <div class="done-head">
        <span class="done-mark">
          <Icon name="check" />
        </span>
        <h1>{title}</h1>
      </div>
      {children && <div>{children}</div>}
      {rows.length > 0 && <SummaryList rows={rows} />}
      <div class="actions">
        <ButtonLink kind="primary" href={next.href}>
          {next.label}
        </ButtonLink>
        {other && <ButtonLink href={other.href}>{other.label}</ButtonLink>}
      </div>
    </div>
  )
}
