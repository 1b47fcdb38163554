/** What the unit handed in, and the form that hands something in. */

import type { Refusal } from '../../schema/refusal.ts'
import {
  isRosterOver,
  jobPage,
  type RosterJob,
  rosterStateNames,
  trialStateNames,
  UPLOAD_INPUT,
  uploadPage,
} from '../../schema/roster-job.ts'
import { TEMPLATE_NAMES, type TemplateCode } from '../../schema/rosters/names.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { Frame, inputProps } from '../../widgets/ui/field.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import { isByCase } from './rules.ts'
import { FILE_FIELD } from './sent-file.ts'

const countOf = ({ state, trial, rows, done, failed }: RosterJob) => {
  if (state === 'failed' || state === 'waiting') return '—'
  if (!isRosterOver(state)) return `${done + failed} / ${rows} 行`
  if (trial) return failed > 0 ? `${done} 行可以办，${failed} 行不能办` : `${done} 行都可以办`
  return failed > 0 ? `${done} 行办好，${failed} 行没有办成` : `${done} 行全部办好`
}

/** One of the templates to begin with. */
function Begin({ templates }: { templates: readonly TemplateCode[] }) {
  return (
    <div class="actions">
      {templates.map((code) => (
        <ButtonLink key={code} href={uploadPage(code)}>
          批量{TEMPLATE_NAMES[code]}
        </ButtonLink>
      ))}
    </div>
  )
}

const NOTHING = '您的授权里没有可以批量办理的事项。请联系本单位的法定代表人或管理员。'

const DELETED = '（文件已删除）'

interface RostersProps {
  jobs: readonly RosterJob[]
  /** Where older ones go on. */
  next: string | null
  templates: readonly TemplateCode[]
}

export function Rosters({ jobs, next, templates }: RostersProps) {
  return (
    <div class="stack">
      <h1>批量办理</h1>
      <p class="lead">把一批人员填在表格里一次上传，大厅在后台逐行办理，每一行都有结果。</p>
      {templates.length > 0 ? <Begin templates={templates} /> : <p>{NOTHING}</p>}
      <Table
        caption="上传过的文件"
        rows={jobs}
        rowKey={({ id }) => id}
        columns={[
          { label: '文件', cell: ({ fileName }) => fileName || DELETED },
          {
            label: '事项',
            cell: ({ template, trial }) => `${TEMPLATE_NAMES[template]}${trial ? '（核对）' : ''}`,
          },
          {
            label: '上传时间',
            cell: ({ filedAt }) => <span class="digits">{shortTime.format(new Date(filedAt))}</span>,
          },
          {
            label: '进度',
            cell: ({ state, trial }) => (trial ? trialStateNames : rosterStateNames)[state],
          },
          { label: '行数', cell: (job) => <span class="digits">{countOf(job)}</span> },
          {
            label: '操作',
            kind: 'action',
            cell: ({ id, fileName }) => (
              <a href={jobPage(id)}>
                查看<span class="unseen">{fileName || DELETED}</span>
              </a>
            ),
          },
        ]}
        empty={
          <Empty title="还没有上传过文件">
            <p>先选上面的一个事项，下载模板填好，再上传。</p>
          </Empty>
        }
      />
      {next && (
        <p>
          <a href={`/center/rosters?before=${next}`}>看更早的</a>
        </p>
      )}
    </div>
  )
}

export const Choose = ({ templates }: { templates: readonly TemplateCode[] }) => (
  <div class="stack">
    <h1>批量办理</h1>
    <p class="lead">{templates.length > 0 ? '要批量办哪个事项？' : NOTHING}</p>
    <Begin templates={templates} />
  </div>
)

/** Posts `file`. */
export function HandInForm({ template, refusal }: { template: TemplateCode; refusal?: Refusal | undefined }) {
  const name = TEMPLATE_NAMES[template]
  const byCase = isByCase(template)
  const atField = refusal?.field === FILE_FIELD
  const labelled = {
    ...{ name: FILE_FIELD, label: '填好的表格', error: atField ? refusal.text : undefined },
    hint: '.xlsx 或 .csv，不超过 50,000 行、20 MB。列的顺序不要紧，表头的名字要和模板一样。',
  }
  return (
    <div class="stack">
      <h1>批量{name}</h1>
      {byCase && (
        <p class="lead">
          这件事要由人社窗口审核。只调一个人的，直接<a href={`/center/cases/new/${template}`}>填写办件</a>。
        </p>
      )}
      <section class="sheet stack" aria-labelledby="template">
        <h2 id="template">先下载模板，填好</h2>
        <p>每人一行。模板里带着下拉选项和填写说明。</p>
        <div class="actions">
          <ButtonLink href={`/center/rosters/templates/${template}`}>下载{name}模板</ButtonLink>
        </div>
      </section>
      <section class="sheet stack" aria-labelledby="upload">
        <h2 id="upload">再上传</h2>
        <form
          method="post"
          action={uploadPage(template)}
          encType="multipart/form-data"
          noValidate
          class="fields"
        >
          <ErrorSummary
            problem={refusal && !atField ? refusal.text : undefined}
            errors={atField ? [{ field: FILE_FIELD, text: refusal.text }] : []}
            autofocus
          />
          <Frame {...labelled}>
            <input
              {...inputProps(labelled)}
              {...{ [UPLOAD_INPUT]: '' }}
              class="input input-file"
              type="file"
              accept=".xlsx,.csv"
              required
            />
          </Frame>
          <Button kind="primary">{byCase ? '上传并核对' : '上传并办理'}</Button>
        </form>
        <p class="quiet">
          {byCase
            ? '上传以后新建一个办件，逐行核对，这时什么都不办。补上证明材料提交，窗口审核通过才办。'
            : '上传以后在后台办理，可以关掉页面。同一个文件上传两次只办一次；办不成的行会逐行写明原因。'}
        </p>
      </section>
    </div>
  )
}
