/**
 * The peer for sign-in and session check: better-auth with passwords and its organization plugin, set up as its
 * documentation says for Workers (better-auth.com/docs/installation and /docs/guides/cloudflare): one instance
 * kept for the life of the isolate, the D1 binding as its database, no framework around, and defaults throughout.
 * Joins and the cookie cache are off by default and stay off. Its limit of three sign-ins in ten seconds, which
 * no bench could run under, is off; so are ours.
 */
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { organization } from 'better-auth/plugins'
import { COUNT_PATH, takeCount, watchDatabase } from '../count-d1.ts'

/** A hash that costs nothing, so that what is left is the time without the hash. */
const freeHash = {
  hash: async (password) => `free:${password}`,
  verify: async ({ hash, password }) => hash === `free:${password}`,
}

let auth

function instance(env) {
  watchDatabase(env.DB)
  auth ??= betterAuth({
    baseURL: env.ORIGIN,
    secret: env.SECRET,
    database: env.DB,
    emailAndPassword: { enabled: true, ...(env.FREE_HASH ? { password: freeHash } : {}) },
    plugins: [organization()],
    rateLimit: { enabled: false },
  })
  return auth
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    if (pathname === COUNT_PATH) return Response.json(takeCount())
    if (pathname === '/__bench/migrate') {
      const { runMigrations } = await getMigrations(instance(env).options)
      await runMigrations()
      return new Response()
    }
    return instance(env).handler(request)
  },
}
