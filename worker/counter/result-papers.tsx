/** What a case is to end with, while it is examined: a form of its own beside the decision. */
import { PaperField } from '../../widgets/case-form/paper-field.tsx'
import { Button } from '../../widgets/ui/button.tsx'
import { type ShownCase, sizeInWords } from '../cases/show.ts'
import { pathOf } from './case-page.tsx'

/** Posts `result`, a file, or `remove`, a file's id. */
export function ResultPapers({ shown: { row, results } }: { shown: ShownCase }) {
  return (
    <section class="sheet stack" aria-labelledby="results">
      <h2 id="results">结果文书</h2>
      <form method="post" action={`${pathOf(row)}/results`} encType="multipart/form-data" class="fields">
        <PaperField
          name="result"
          label="决定书、证明等"
          hint="办结以后对方才能看到和下载；办结以前可以删掉重传。"
          files={results.map(({ id, name, bytes }) => ({
            ...{ id, name, size: sizeInWords(bytes), fixed: false },
            href: `${pathOf(row)}/files/${id}`,
          }))}
        />
        <div class="actions">
          <Button>上传</Button>
        </div>
      </form>
    </section>
  )
}
