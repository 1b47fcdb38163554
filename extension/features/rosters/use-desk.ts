/** What the panel shows of the worker's desk: one file, one overview, one page of rows. */
import { useCallback, useRef, useState } from 'preact/hooks'
import { today } from '../../../schema/fields/calendar.ts'
import { fileMessage, Unreadable } from '../../../schema/rosters/reading/faults.ts'
import type { Mapping } from '../../../schema/rosters/reading/headers.ts'
import { limitsOf } from './hall-rosters.ts'
import { keepColumns, keptOfAll } from './kept-columns.ts'
import type { Ask, Overview, RowsPage, View, Wishes } from './wire.ts'
import { type AskWorker, startWorker } from './worker.ts'

export interface Shown {
  file?: File
  fault?: string
  overview?: Overview
  view: View
  from: number
  page?: RowsPage
}

/** Whatever needs the person most. */
const firstView = ({ counts }: Overview): View =>
  (['wrong', 'hidden', 'repaired', 'told'] as const).find((view) => counts[view] > 0) ?? 'good'

const OWN_FAULT = '表格助手自己出了问题，不怪这张表。请关掉这里重新打开，再试一次。'

type Change = Extract<Ask, { kind: 'undo' | 'undo_all' | 'take_hidden' }>

/** @param unit whose columns are remembered  @param hall whose bounds hold */
export function useDesk(hall: string, unit: string) {
  const worker = useRef<AskWorker | undefined>(undefined)
  const [shown, setShown] = useState<Shown>({ view: 'wrong', from: 0 })
  const [busy, setBusy] = useState('')
  const ask: AskWorker = useCallback((what) => {
    worker.current ??= startWorker()
    return worker.current(what)
  }, [])

  const show = async (overview: Overview, view: View, from: number, file = shown.file) => {
    const page = await ask({ kind: 'rows', view, from })
    setShown({ ...(file && { file }), overview, view, from, page })
  }
  /** Does one thing at a time, and says of a file why it cannot be read. */
  const doing = async (words: string, act: () => Promise<void>, file = shown.file) => {
    setBusy(words)
    try {
      await act()
    } catch (error) {
      const fault = error instanceof Unreadable ? fileMessage(error.fault) : OWN_FAULT
      setShown({ ...(file && { file }), fault, view: 'wrong', from: 0 })
      if (fault === OWN_FAULT) throw error
    } finally {
      setBusy('')
    }
  }

  return {
    ...{ shown, busy, ask },
    choose: (file: File) =>
      doing(
        '正在读表…',
        async () => {
          setShown({ file, view: 'wrong', from: 0 })
          const limits = await limitsOf(hall)
          const wishes = { remembered: keptOfAll(unit) }
          const overview = await ask({ kind: 'open', file, wishes, context: { today: today(), limits } })
          await show(overview, firstView(overview), 0, file)
        },
        file,
      ),
    wish: (wishes: Wishes) =>
      doing('正在重新检查…', async () => {
        const overview = await ask({ kind: 'wish', wishes: { remembered: keptOfAll(unit), ...wishes } })
        await show(overview, firstView(overview), 0)
      }),
    match: (mapping: Mapping) =>
      doing('正在重新检查…', async () => {
        const { overview } = shown
        if (!overview) return
        const { template, sheet, headers } = overview
        keepColumns(unit, template, headers, mapping)
        const next = await ask({ kind: 'wish', wishes: { template, sheet, mapping } })
        await show(next, shown.view, 0)
      }),
    change: (change: Change) =>
      doing('正在重新检查…', async () => {
        const overview = (await ask(change)) as Overview
        const from = shown.from < overview.counts[shown.view] ? shown.from : 0
        await show(overview, shown.view, from)
      }),
    look: (view: View, from: number) =>
      doing('', async () => {
        if (shown.overview) await show(shown.overview, view, from)
      }),
  }
}
export type DeskInPanel = ReturnType<typeof useDesk>
