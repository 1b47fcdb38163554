import { encode } from 'uqr'

/** Dark modules of a row as path runs: one `<path>` is a tenth of the size of a thousand `<rect>`. */
function path(rows: boolean[][]): string {
  let drawn = ''
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; ) {
      let end = x
      while (row[end]) end++
      if (end > x) drawn += `M${x} ${y}h${end - x}v1H${x}z`
      x = end + 1
    }
  }
  return drawn
}

/**
 * A QR code as SVG, made on the server (the encoder is not sent to browsers).
 * `label` says what it does for whoever can't see it; put the same address beside it as a link.
 */
export function Qr({ data, label }: { data: string; label: string }) {
  const code = encode(data, { ecc: 'M', border: 2 })
  return (
    <svg class="qr" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={label}>
      <path d={path(code.data)} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
