/** The peer as a Worker and nothing else, for its size: no counter, no migration. */
import { betterAuth } from 'better-auth'
import { organization } from 'better-auth/plugins'

export default {
  fetch: (request, env) =>
    betterAuth({
      baseURL: env.ORIGIN,
      secret: env.SECRET,
      database: env.DB,
      emailAndPassword: { enabled: true },
      plugins: [organization()],
    }).handler(request),
}
