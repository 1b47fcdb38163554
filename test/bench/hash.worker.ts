/** Runs the hall's own password hash in workerd: `/hash` once per request, anything else not at all. */
import { verifyPassword } from '../../worker/lib/password.ts'

const PEPPERS = JSON.stringify({ current: 'bench', keys: { bench: btoa('b'.repeat(32)) } })

export default {
  async fetch(request: Request): Promise<Response> {
    // With no hash to compare it does the same work, which spares the bench making one first.
    if (new URL(request.url).pathname === '/hash') await verifyPassword('Js292010!', undefined, PEPPERS)
    return new Response()
  },
}
