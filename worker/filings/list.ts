/** The filings of the current period that an operator sees. */
import { sceneOf } from './acts.ts'
import { listFilings } from './rollback-store.ts'
import { maskedName } from './show.ts'
import { type Filer, kindsSeen, taskOf } from './single.ts'

const PAGE = 50

export async function listPage(by: Filer, before: string | undefined) {
  const { period } = await sceneOf(taskOf(by))
  const kinds = kindsSeen(by)
  const id = /^[0-9a-z]{26}$/.exec(before ?? '')?.[0]
  const found = await listFilings(
    by.env.DB,
    by.operator.unitId,
    period.month,
    kinds,
    PAGE + 1,
    id === undefined ? undefined : { id },
  )
  const shown = found.slice(0, PAGE)
  const rows = await Promise.all(shown.map(async (row) => ({ ...row, ...(await maskedName(by.env, row)) })))
  return { rows, period, kinds, next: found.length > PAGE ? shown.at(-1)?.id : undefined }
}
