/** How often one address may begin, or finish, by another system. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'

export async function withinLimits(c: Context<Env>): Promise<boolean> {
  const { success } = await c.env.LIMIT_ADDRESS.limit({ key: `federation:${c.var.origin.network}` })
  return success
}
