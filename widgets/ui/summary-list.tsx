import type { ComponentChildren } from 'preact'

/** Names and values, e.g. what was filled in before it is sent. */
export function SummaryList({ rows }: { rows: readonly { name: string; value: ComponentChildren }[] }) {
  return (
    <dl>
      {rows.map(({ name, value }) => (
        <div key={name} class="summary-row">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
