import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'

export interface CodeSampleProps {
  /** What it is an example of. */
  label: string
  code: string
}

/** Something to copy; without a script it can still be selected. */
export function CodeSample({ label, code }: CodeSampleProps) {
  const [said, setSaid] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => setSaid('已经复制'),
      () => setSaid('没有复制成功，请用鼠标选中'),
    )
  return (
    <figure class="code-sample">
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keys, too */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      <div class="actions">
        <Button type="button" needsScript onClick={copy}>
          复制<span class="unseen">{label}</span>
        </Button>
        <span role="status" class="quiet">
          {said}
        </span>
      </div>
    </figure>
  )
}
