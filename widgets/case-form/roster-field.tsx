import { ROSTER_INPUT } from '../../schema/case-form.ts'
import { Island } from '../island.tsx'
import { RosterTrial, type RosterTrialProps } from '../roster-trial/roster-trial.tsx'
import { Button } from '../ui/button.tsx'
import { Frame, inputProps } from '../ui/field.tsx'

export interface RosterFieldProps {
  label: string
  hint: string
  /** Where the empty spreadsheet is downloaded. */
  template: string
  /** The one that is there: what it is called, and what it would come to. */
  file?: { name: string; trial: RosterTrialProps } | undefined
}

/**
 * A spreadsheet for many, in the place of the fields for one. Posts the file as `roster`, and `remove` with `roster` where it is
 * to be taken away.
 */
export function RosterField({
  label,
  hint,
  template,
  file,
  error,
}: RosterFieldProps & { error?: string | undefined }) {
  const labelled = {
    name: ROSTER_INPUT,
    label: file ? '换一份表格（选填）' : `${label}（选填）`,
    hint,
    error,
  }
  return (
    <section class="case-papers" aria-labelledby="many">
      <h2 id="many">{file ? '要调整的名单' : '一个人，还是很多人'}</h2>
      <p class="quiet">
        {file
          ? '名单里的人都按下面的月份和原因调整。'
          : '只调一个人，直接填下面的内容。调很多人，在这里上传表格，下面就不用再填某一个人了。'}
      </p>
      {file && (
        <div class="paper stack">
          <Island name="roster-trial" component={RosterTrial} props={file.trial} />
          <ul class="paper-files">
            <li>
              <a href={file.trial.page}>
                {file.name}
                <span class="unseen">，看每一行的核对结果</span>
              </a>
              <Button kind="plain" name="remove" value={ROSTER_INPUT}>
                删除<span class="unseen">{file.name}</span>
              </Button>
            </li>
          </ul>
        </div>
      )}
      <div class="paper stack">
        <Frame {...labelled}>
          <input {...inputProps(labelled)} class="input input-file" type="file" accept=".xlsx,.csv" />
        </Frame>
        <div class="actions">
          <Button name="act" value="save">
            上传并核对
          </Button>
          <a href={template} download>
            下载表格模板
          </a>
        </div>
      </div>
    </section>
  )
}
