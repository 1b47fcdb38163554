/** The side panel: a messy table becomes a clean one, and nothing of it leaves the machine. */
import { useEffect, useState } from 'preact/hooks'
import { TEMPLATE_NAMES } from '../../../schema/rosters/names.ts'
import { fileMessage } from '../../../schema/rosters/reading/faults.ts'
import { Notice } from '../../../widgets/ui/notice.tsx'
import { askHall, hallInView } from '../hall.ts'
import { Head } from '../head.tsx'
import { ChooseFile } from './choose-file.tsx'
import { Columns } from './columns.tsx'
import { Next } from './next.tsx'
import { Rows } from './rows.tsx'
import { useDesk } from './use-desk.ts'
import type { Overview } from './wire.ts'

/** Where nobody is signed in, columns are remembered all the same. */
const NOBODY = 'nobody'

interface Whose {
  hall: string
  unit: string
}

const number = (count: number) => count.toLocaleString('zh-CN')

function Found({ overview }: { overview: Overview }) {
  const { sheets, sheet, template, people, counts, missing, repairs } = overview
  const name = sheets[sheet]?.name
  if (missing.length > 0)
    return (
      <Notice kind="stop" title="还缺几列" role="status">
        没有找到：{missing.join('、')}。请在下面「列的对应」里选出来，或者在表里补上。
      </Notice>
    )
  if (people === 0)
    return (
      <Notice kind="stop" title="没有人员" role="status">
        {fileMessage('file.no_rows')}
      </Notice>
    )
  const parts = [
    `可以办 ${number(counts.good)} 人`,
    counts.wrong > 0 && `要改 ${number(counts.wrong)} 行`,
    counts.hidden > 0 && `隐藏 ${number(counts.hidden)} 行`,
    repairs > 0 && `修正了 ${number(repairs)} 处`,
  ]
  return (
    <Notice
      kind={counts.wrong > 0 || counts.hidden > 0 ? 'wait' : 'done'}
      role="status"
      title={TEMPLATE_NAMES[template]}
    >
      {name && `「${name}」里`}共 {number(people)} 人：{parts.filter(Boolean).join('，')}。
    </Notice>
  )
}

function Work({ hall, unit }: Whose) {
  const desk = useDesk(hall, unit)
  const { file, fault, overview } = desk.shown
  return (
    <>
      <ChooseFile file={file} choose={desk.choose} />
      <p class="panel-wait" role="status">
        {desk.busy}
      </p>
      {fault && (
        <Notice kind="stop" title="这个文件读不了" role="alert">
          {fault}
        </Notice>
      )}
      {overview && (
        <>
          <Found overview={overview} />
          <Columns overview={overview} desk={desk} />
          {overview.missing.length === 0 && (
            <>
              <Next key={overview.reading} {...{ hall, overview, desk }} />
              <Rows {...{ overview, desk }} />
            </>
          )}
        </>
      )}
    </>
  )
}

export function RosterPanel() {
  const [whose, setWhose] = useState<Whose>()
  useEffect(() => {
    void hallInView().then(async (hall) => {
      const finding = await askHall(hall)
      const session = 'session' in finding ? finding.session : undefined
      setWhose({ hall, unit: session?.unit.creditCode ?? NOBODY })
    })
  }, [])
  return (
    <>
      <Head name="表格助手" />
      <main class="roster-panel" id="main">
        <h1>整理表格</h1>
        <p class="quiet">在这台电脑上检查，改好之前什么都不会发出去。</p>
        {whose ? <Work {...whose} /> : <p class="panel-wait">正在准备…</p>}
      </main>
    </>
  )
}
