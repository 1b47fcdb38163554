/** The administration's pages about notices. */
import { NOTICE_FILES, noticeCopy, noticeKinds, noticeMessage, noticeStates } from '../../schema/notices.ts'
import { PaperField } from '../../widgets/case-form/paper-field.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { errorOf, type FieldError } from '../../widgets/ui/errors.ts'
import { Field } from '../../widgets/ui/field.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { TextArea } from '../../widgets/ui/text-area.tsx'
import { longDay } from '../lib/short-time.ts'
import type { NoticeFileRow, NoticeRow } from '../notices/store.ts'
import type { Written } from '../notices/write-store.ts'

export const LIST = '/counter/notices'

export const WrittenNotices = ({ notices }: { notices: readonly NoticeRow[] }) => (
  <>
    <h1>公示公告</h1>
    <p class="lead">写好先存成草稿，看过再发布。发布以后马上出现在大厅首页、公示公告和搜索里。</p>
    <div class="actions">
      <ButtonLink kind="primary" href={`${LIST}/new`}>
        写一份
      </ButtonLink>
    </div>
    <Table
      caption="公示公告"
      captionUnseen
      rows={notices}
      rowKey={({ id }) => id}
      columns={[
        { label: '标题', cell: ({ title }) => title },
        { label: '类型', kind: 'short', cell: ({ kind }) => noticeKinds[kind] },
        {
          label: '日期',
          kind: 'short',
          cell: ({ published_at }) => <span class="digits">{longDay.format(published_at)}</span>,
        },
        { label: '状态', kind: 'short', cell: ({ state }) => noticeStates[state] },
        {
          label: '操作',
          kind: 'action',
          cell: ({ id, title }) => (
            <a href={`${LIST}/${id}`}>
              查看和修改<span class="unseen">{title}</span>
            </a>
          ),
        },
      ]}
      empty={<Empty title="还没有公告">写好的草稿和发布过的都会列在这里。</Empty>}
    />
  </>
)

export interface NoticeFormProps {
  action: string
  values: Record<string, string>
  errors: readonly FieldError[]
  problem?: string | undefined
  /** Of what is kept; 0 for a new one. */
  version: number
  /** Files go with a notice once it is kept. */
  files?: readonly NoticeFileRow[]
  id?: string
}

const KINDS = [
  { value: '', label: '请选择' },
  ...Object.entries(noticeKinds).map(([value, label]) => ({ value, label })),
]
const NAMES: Record<string, string> = {
  ...{ kind: '类型', title: '标题', issuer: '发布的单位', body: '正文', files: '附件' },
}
const megabytes = (bytes: number) => `${Math.max(0.01, bytes / 1024 / 1024).toFixed(2)} MB`

/** Posts `kind`, `title`, `issuer`, `body`, `version`, `files`, and `act` (`save`, `publish`) or `remove` (a file's id). */
export function NoticeForm({ action, values, errors, problem, version, files, id }: NoticeFormProps) {
  const error = (field: string) => errorOf(errors, field, noticeMessage)
  const told = errors.map(({ field, code }) => ({
    field,
    text: `${NAMES[field] ?? field}：${noticeMessage(code)}`,
  }))
  return (
    <form method="post" action={action} encType="multipart/form-data" class="fields" noValidate>
      {(told.length > 0 || problem) && <ErrorSummary errors={told} {...(problem && { problem })} autofocus />}
      <input type="hidden" name="version" value={version} />
      <Select name="kind" label="类型" options={KINDS} value={values.kind} error={error('kind')} required />
      <Field
        {...{ name: 'title', label: '标题', value: values.title, error: error('title') }}
        hint={noticeCopy['notice_title.length']}
        autocomplete="off"
        maxlength={200}
        required
      />
      <Field
        {...{ name: 'issuer', label: '发布的单位', value: values.issuer, error: error('issuer') }}
        autocomplete="off"
        maxlength={120}
        required
      />
      <TextArea
        {...{ name: 'body', label: '正文', value: values.body, error: error('body') }}
        hint="每段一行，只能是文字。"
        rows={12}
        required
      />
      {files && (
        <PaperField
          name="files"
          label="附件（选填）"
          hint={`PDF、JPG、PNG、Word 或 Excel，每个不超过 20 MB，最多 ${NOTICE_FILES} 个。所有人都能下载，不要放个人信息。`}
          error={error('files')}
          files={files.map((file) => ({
            ...{ id: file.id, name: file.name, size: megabytes(file.bytes), fixed: false },
            href: `${LIST}/${id}/files/${file.id}`,
          }))}
        />
      )}
      <div class="actions">
        <Button kind="primary" name="act" value="save">
          保存
        </Button>
        <Button name="act" value="publish">
          保存并发布
        </Button>
      </div>
    </form>
  )
}

const DONE: Record<string, string> = {
  ...{
    save: '已经保存。',
    publish: '已经发布，所有人都能看到。',
    withdraw: '已经撤下，地址还在，会说明已撤下。',
  },
}

/** What the page says on top, by what was just done and how it stands. */
export function NoticeHead({ notice, done }: { notice: Written; done: string | undefined }) {
  const said = DONE[done ?? '']
  return (
    <>
      <h1>{notice.title}</h1>
      {said && <Notice kind="done" role="status" title={said} />}
      <p class="quiet">
        {noticeStates[notice.state]}
        {notice.state !== 'draft' && (
          <>
            ，<a href={`/notices/${notice.id}`}>看大家看到的样子</a>
          </>
        )}
      </p>
    </>
  )
}

export const WithdrawNotice = ({ id }: { id: string }) => (
  <form method="post" action={`${LIST}/${id}/withdraw`} class="sheet stack">
    <h2>撤下</h2>
    <p>撤下以后，列表和搜索里都没有了；拿着地址来的人会看到它已撤下。以后可以重新发布。</p>
    <Button kind="danger">撤下这份公告</Button>
  </form>
)
