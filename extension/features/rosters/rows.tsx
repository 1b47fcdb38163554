/** The rows that need somebody, a page at a time, each as a card. */
import { rosterMessage } from '../../../schema/rosters/copy.ts'
import { Button } from '../../../widgets/ui/button.tsx'
import type { DeskInPanel } from './use-desk.ts'
import { type Overview, PAGE_ROWS, type ShownRepair, type ShownRow, VIEWS, type View } from './wire.ts'

const NAMES: Record<View, string> = {
  wrong: '要改的',
  hidden: '隐藏的',
  repaired: '修正的',
  told: '提醒的',
  good: '可以办的',
  left: '不是人员的',
}

const LEADS: Record<View, string> = {
  wrong: '这些行还不能办，请在原表里改好，再选一次文件。',
  hidden: '这些行在表里是隐藏的。确实要办的，请点「也办这一行」。',
  repaired: '这些写法只会有一个意思，已经替您改好。不想改的可以撤销，那一行就先不办。',
  told: '这些行可以办，有几句话请您看看。',
  good: '这些行会放进整理好的表。',
  left: '合计、备注和重复的标题不会当作人员。',
}

function Repair({ repair, row, desk }: { repair: ShownRepair; row: number; desk: DeskInPanel }) {
  const { column, header, before, after, code, undone } = repair
  return (
    <li class="roster-repair">
      <p>
        {header}：<del>{before || '空'}</del> <span aria-hidden="true">→</span>{' '}
        {undone ? <span class="quiet">没有修正</span> : <ins>{after || '空'}</ins>}
      </p>
      <p class="quiet">{rosterMessage(code)}</p>
      <Button
        kind="plain"
        type="button"
        onClick={() => desk.change({ kind: 'undo', row, column, undone: !undone })}
      >
        {undone ? '恢复修正' : '撤销修正'}
      </Button>
    </li>
  )
}

function Row({ row, desk }: { row: ShownRow; desk: DeskInPanel }) {
  // Deadlines are the same for many rows: they are told where somebody looks for them.
  const told = desk.shown.view === 'told' || desk.shown.view === 'good'
  const { says, repairs, notices, hidden, taken } = row
  return (
    <li class="roster-row" data-row={row.row}>
      <h3>
        第 {row.row} 行 <span class="roster-name">{row.name}</span>
        {hidden && <span class="roster-tag">隐藏</span>}
      </h3>
      {says.map(({ header, text }) => (
        <p key={header + text} class="roster-says">
          {header && <b>{header}：</b>}
          {text}
        </p>
      ))}
      {repairs.length > 0 && (
        <ul class="roster-repairs">
          {repairs.map((repair) => (
            <Repair key={repair.column} {...{ repair, row: row.row, desk }} />
          ))}
        </ul>
      )}
      {(told ? notices : []).map((text) => (
        <p key={text} class="roster-told">
          {text}
        </p>
      ))}
      {hidden && row.kind === 'person' && (
        <Button
          kind="secondary"
          type="button"
          onClick={() => desk.change({ kind: 'take_hidden', row: row.row, taken: !taken })}
        >
          {taken ? '不办这一行' : '也办这一行'}
        </Button>
      )}
    </li>
  )
}

/** Acts on all rows of a view at once. */
function All({ view, overview, desk }: { view: View; overview: Overview; desk: DeskInPanel }) {
  if (view !== 'repaired') return null
  return (
    <div class="actions">
      {overview.repairs > 0 && (
        <Button type="button" onClick={() => desk.change({ kind: 'undo_all', undone: true })}>
          全部撤销
        </Button>
      )}
      {overview.undone > 0 && (
        <Button type="button" onClick={() => desk.change({ kind: 'undo_all', undone: false })}>
          全部恢复
        </Button>
      )}
    </div>
  )
}

export function Rows({ overview, desk }: { overview: Overview; desk: DeskInPanel }) {
  const { view, from, page } = desk.shown
  const views = VIEWS.filter((one) => overview.counts[one] > 0 || one === view)
  const total = page?.total ?? 0
  return (
    <section class="stack" aria-labelledby="roster-rows">
      <h2 id="roster-rows">逐行看</h2>
      <div class="roster-views">
        {views.map((one) => (
          <Button
            key={one}
            type="button"
            kind="plain"
            pressed={one === view}
            onClick={() => desk.look(one, 0)}
          >
            {NAMES[one]} {overview.counts[one].toLocaleString('zh-CN')}
          </Button>
        ))}
      </div>
      <p class="quiet">{LEADS[view]}</p>
      <All {...{ view, overview, desk }} />
      <ol class="roster-rows">
        {page?.rows.map((row) => (
          <Row key={row.row} row={row} desk={desk} />
        ))}
      </ol>
      {total > PAGE_ROWS && (
        <nav class="actions" aria-label="翻页">
          {from > 0 && (
            <Button type="button" onClick={() => desk.look(view, from - PAGE_ROWS)}>
              上一页
            </Button>
          )}
          <span class="quiet">
            {(from + 1).toLocaleString('zh-CN')} 到{' '}
            {Math.min(total, from + PAGE_ROWS).toLocaleString('zh-CN')}，共 {total.toLocaleString('zh-CN')} 行
          </span>
          {from + PAGE_ROWS < total && (
            <Button type="button" onClick={() => desk.look(view, from + PAGE_ROWS)}>
              下一页
            </Button>
          )}
        </nav>
      )}
    </section>
  )
}
