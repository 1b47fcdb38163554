/** The hall with its queue, and a counter at its database. */
import hall from '../../worker/index.ts'
import type { Bindings } from '../../worker/lib/env.ts'
import { COUNT_PATH, takeCount, watchDatabase } from './count-d1.ts'

export { SignInWatch } from '../../worker/waiting/watch.ts'

export default {
  fetch(request: Request, env: Bindings, context: ExecutionContext) {
    if (new URL(request.url).pathname === COUNT_PATH) return Response.json(takeCount())
    watchDatabase(env.DB)
    return hall.fetch(request, env, context)
  },
  queue(batch: MessageBatch, env: Bindings) {
    watchDatabase(env.DB)
    return hall.queue(batch, env)
  },
}
