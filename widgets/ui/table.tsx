import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  label: string
  cell: (row: Row) => ComponentChildren
  /** `short` stays on one line. */
  kind?: 'text' | 'short' | 'number' | 'action'
}

export interface TableProps<Row> {
  caption: string
  /** Where the heading just above says the same; it is still read out with the table. */
  captionUnseen?: boolean
  /** The first column names the row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Shown in place of the table when there are no rows: say what to do next. */
  empty: ComponentChildren
}

/** A table that turns into cards on a phone. */
export function Table<Row>({ caption, captionUnseen, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0) return <>{empty}</>
  return (
    <table class="table">
      <caption class={captionUnseen ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, kind = 'text' }) => (
            <th key={label} scope="col" class={`table-${kind}`}>
              {kind === 'action' ? <span class="unseen">{label}</span> : label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ label, cell, kind = 'text' }, index) =>
              index === 0 ? (
                <th key={label} scope="row" class={kind === 'text' ? undefined : `table-${kind}`}>
                  {cell(row)}
                </th>
              ) : (
                <td key={label} class={`table-${kind}`} data-label={kind === 'action' ? undefined : label}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
