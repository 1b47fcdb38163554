import { Button } from '../ui/button.tsx'
import { Frame, inputProps, type Labelled } from '../ui/field.tsx'

/** A file that is there already. */
export interface KnownFile {
  id: string
  name: string
  /** Ready to read: 「1.2 MB」. */
  size: string
  href: string
  /** An office has it: it stays. */
  fixed: boolean
}

/** What the picker offers first; the hall looks at the content alone. */
const ACCEPT = '.pdf,.jpg,.jpeg,.png,.xlsx,.docx'

/** One kind of paper: the files that are there, each with a way to take it away, and room for more. */
export function PaperField({ files, ...props }: Labelled & { files: readonly KnownFile[] }) {
  return (
    <div class="paper">
      <Frame {...props}>
        <input {...inputProps(props)} class="input input-file" type="file" accept={ACCEPT} multiple />
      </Frame>
      {files.length > 0 && (
        <ul class="paper-files">
          {files.map(({ id, name, size, href, fixed }) => (
            <li key={id}>
              <a href={href} download>
                {name}
              </a>
              <span class="quiet digits">{size}</span>
              {fixed ? (
                <span class="quiet">已提交</span>
              ) : (
                <Button kind="plain" name="remove" value={id}>
                  删除<span class="unseen">{name}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
