/** What comes of the rows: a clean file, the hall's page, and reasons beside the rows of the original. */
import { useState } from 'preact/hooks'
import { Button } from '../../../widgets/ui/button.tsx'
import { Notice } from '../../../widgets/ui/notice.tsx'
import { handOver } from './handover.ts'
import { JobCard, Remind } from './job.tsx'
import { save } from './save.ts'
import type { DeskInPanel } from './use-desk.ts'
import { useJob } from './use-job.ts'
import type { Overview } from './wire.ts'

const SAID = {
  opening: '正在打开大厅的上传页…',
  waits: '大厅的上传页还没有出来。要登录的话请在那边登录，登录后会自动把表放进去。',
  taken: '表已经放进大厅的上传页，请在那边核对后点上传。这里会接着看办理结果。',
  left: '没有放进大厅的上传页。请先保存整理好的表，再到大厅里选它上传。',
} as const

export function Next({ hall, overview, desk }: { hall: string; overview: Overview; desk: DeskInPanel }) {
  const [said, setSaid] = useState<keyof typeof SAID>()
  const [digest, setDigest] = useState<string>()
  const job = useJob(hall, digest)
  const name = desk.shown.file?.name ?? ''
  const [, base = '', ending = ''] = /^(.*?)(\.\w+)?$/.exec(name) ?? []
  const good = overview.counts.good

  const make = async () => {
    const clean = await desk.ask({ kind: 'clean' })
    setDigest(clean.digest)
    return new File([clean.file], `${base}-整理好.xlsx`, { type: clean.file.type })
  }
  const give = async () => {
    setSaid('opening')
    const file = await make()
    setSaid(await handOver(hall, overview.template, file, () => setSaid('waits')))
  }
  const beside = async () => {
    const ended = job?.reasons && { digest: job.told.digest, reasons: job.reasons }
    const words = ended ? '带结果' : '带问题'
    save(await desk.ask({ kind: 'beside', ended }), `${base}-${words}${ending || '.xlsx'}`)
  }
  const hasWords = job?.reasons !== undefined || overview.counts.wrong > 0
  return (
    <section class="stack" aria-labelledby="roster-next">
      <h2 id="roster-next">接下来</h2>
      <div class="actions">
        <Button
          kind="primary"
          type="button"
          disabled={good === 0}
          working={said === 'opening'}
          onClick={give}
        >
          交给大厅上传（{good.toLocaleString('zh-CN')} 人）
        </Button>
        <Button type="button" disabled={good === 0} onClick={async () => save(await make())}>
          保存整理好的表
        </Button>
        {hasWords && (
          <Button type="button" onClick={beside}>
            {job?.reasons ? '把结果写回原表' : '把问题写在原表旁边'}
          </Button>
        )}
      </div>
      {said && (
        <Notice kind={said === 'left' ? 'stop' : 'info'} role="status">
          {SAID[said]}
        </Notice>
      )}
      {job && <JobCard hall={hall} job={job.told} />}
      {job && <Remind key={job.told.id} hall={hall} job={job.told} />}
    </section>
  )
}
