/** The page for whoever was too slow. */
import type { Context } from 'hono'
import { flowRefusals } from '../../../schema/flow.ts'
import type { Env } from '../env.ts'
import { ErrorPage, renderPage } from '../page.tsx'
import { shellOf } from './view.tsx'

const { text, status } = flowRefusals.flow_expired

/** `again`: where the flow begins anew, with what was typed. */
export async function flowExpired(c: Context<Env>, again: string) {
  const go = { href: again, label: '带着填过的内容重新开始' }
  const page = <ErrorPage kind="expired" happened={text} go={go} {...(await shellOf(c))} />
  return c.html(renderPage(page), status as 410)
}
