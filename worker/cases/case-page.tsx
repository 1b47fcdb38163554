/** One case: how far it is, what was filled in, its papers; for the unit and for the offices. */
import type { ComponentChildren } from 'preact'
import type { Delivery } from '../../schema/case-delivery.ts'
import { fieldsBeside, valueInWords } from '../../schema/case-form.ts'
import { phaseOf } from '../../schema/cases.ts'
import { itemName } from '../../schema/catalogue.ts'
import { placeInWords } from '../../schema/fields/delivery.ts'
import { maskMobile, maskName } from '../../schema/fields/mask.ts'
import { CaseProgress, type CaseProgressProps } from '../../widgets/case-progress/case-progress.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import type { CaseRoster } from '../lib/env.ts'
import type { ShownCase, ShownFile } from './show.ts'
import { sizeInWords } from './show.ts'

export type Receiver = Omit<Extract<Delivery, { way: 'express' }>, 'way'>
export const receiverInWords = ({ name, mobile }: Pick<Receiver, 'name' | 'mobile'>) =>
  `${maskName(name)}，${maskMobile(mobile)}`

const deliveryInWords = (delivery: Delivery) =>
  delivery.way === 'counter'
    ? '自己到窗口领取'
    : `快递寄到${placeInWords(delivery)}（${receiverInWords(delivery)}）`

interface SheetProps {
  shown: ShownCase
  /** A spreadsheet that stands for some of the fields. */
  roster?: CaseRoster | undefined
  /** Where a file of the case is downloaded; none where whoever looks may not. */
  fileUrl?: ((id: string) => string) | undefined
}

type Files = { files: readonly ShownFile[]; fileUrl: SheetProps['fileUrl'] }

const FileList = ({ files, fileUrl }: Files) => (
  <ul class="paper-files">
    {files.map(({ id, name, materialName, bytes }) => (
      <li key={id}>
        <span class="quiet">{materialName}</span>
        {fileUrl ? (
          <a href={fileUrl(id)} download>
            {name}
          </a>
        ) : (
          <span>{name}</span>
        )}
        <span class="quiet digits">{sizeInWords(bytes)}</span>
      </li>
    ))}
  </ul>
)

/** What the case ended with. */
function Results({ shown, fileUrl }: SheetProps) {
  if (phaseOf(shown.row.state) !== 'ended' || shown.results.length === 0) return null
  return (
    <section class="sheet stack" aria-labelledby="results">
      <h2 id="results">结果文书</h2>
      <FileList files={shown.results} fileUrl={fileUrl} />
    </section>
  )
}

/** What was filled in, and the papers. */
export function CaseSheet({ shown, fileUrl, roster }: SheetProps) {
  const { row, item, values, files, delivery } = shown
  return (
    <section class="sheet stack" aria-labelledby="form">
      <h2 id="form">填报内容</h2>
      <SummaryList
        rows={[
          { name: '办件编号', value: <span class="code">{row.case_number ?? '提交后生成'}</span> },
          ...(item ? fieldsBeside(item, roster !== undefined) : []).map((field) => ({
            name: field.label,
            value: (
              <span class="case-words">{valueInWords(field, values[field.key] ?? '') || '没有填写'}</span>
            ),
          })),
          ...(delivery ? [{ name: '文书怎么给', value: deliveryInWords(delivery) }] : []),
        ]}
      />
      {files.length > 0 && (
        <>
          <h3>材料</h3>
          <FileList files={files} fileUrl={fileUrl} />
        </>
      )}
    </section>
  )
}

interface CasePageProps extends SheetProps {
  progress: CaseProgressProps
  /** Whose it is, where that is not clear. */
  whose?: string | undefined
  children?: ComponentChildren
}

/** `children`: what can be done now, between the progress and the content. */
export function CasePage({ shown, progress, whose, fileUrl, roster, children }: CasePageProps) {
  return (
    <div class="stack">
      <div>
        <h1>{itemName(shown.row.item)}</h1>
        {whose && <p class="lead">{whose}</p>}
      </div>
      <section class="sheet" aria-label="进度">
        <CaseProgress {...progress} />
      </section>
      <Results shown={shown} fileUrl={fileUrl} />
      {children}
      <CaseSheet shown={shown} fileUrl={fileUrl} roster={roster} />
    </div>
  )
}

/** What its owner may do with a case that was submitted, each on its own press. */
export function OwnActs({
  path,
  editable,
  withdrawable,
  sent,
}: {
  path: string
  editable: boolean
  withdrawable: boolean
  /** The number of a case that ended, and whose result goes by express. */
  sent: string | undefined
}) {
  if (!editable && !withdrawable && !sent) return null
  return (
    <div class="actions">
      {editable && (
        <ButtonLink kind="primary" href={`${path}/edit`}>
          去补正
        </ButtonLink>
      )}
      {withdrawable && <ButtonLink href={`${path}/withdraw`}>撤回</ButtonLink>}
      {sent && <ButtonLink href={`/center/express?q=${sent}`}>查快递</ButtonLink>}
    </div>
  )
}

interface AskProps {
  title: string
  words: string
  action: string
  act: string
  back: { href: string; label: string }
}

/** The question before something that cannot be undone. */
export function Ask({ title, words, action, act, back }: AskProps) {
  return (
    <div class="sheet stack">
      <h1>{title}</h1>
      <p>{words}</p>
      <form method="post" action={action} class="actions">
        <Button kind="danger">{act}</Button>
        <ButtonLink href={back.href}>{back.label}</ButtonLink>
      </form>
    </div>
  )
}
