/** The Worker: mounts the slices. Nothing else. */
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { appActsApi } from './app/acts-api.ts'
import { appGrantsApi } from './app/grants-api.ts'
import { appApi } from './app/routes.ts'
import { appsApi } from './apps/api.ts'
import { appsRoutes } from './apps/routes.tsx'
import { caApi } from './ca/api.ts'
import { caKeysRoutes } from './ca/keys-routes.tsx'
import { caRoutes } from './ca/routes.tsx'
import { caseEffects } from './case-effects.ts'
import { casesApi } from './cases/api.ts'
import { countsCases } from './cases/counts.ts'
import { casesRoutes } from './cases/routes.tsx'
import { catalogueRoutes } from './catalogue/routes.tsx'
import { certificatesApi } from './certificates/api.ts'
import { certificateRoutes } from './certificates/routes.tsx'
import { challengeRoutes } from './challenges/routes.tsx'
import { counterApi } from './counter/api.ts'
import { caseQueueRoutes } from './counter/case-routes.tsx'
import { noticeWriteRoutes } from './counter/notice-routes.tsx'
import { counterRoutes } from './counter/routes.tsx'
import { signedInClerk } from './counter/signed-in.ts'
import { embedApi } from './embed/api.ts'
import { embedDocs } from './embed/docs-routes.tsx'
import { embedRoutes } from './embed/routes.tsx'
import { expressRoutes } from './express/routes.tsx'
import { federationApi, federationRoutes } from './federation/routes.tsx'
import { filingsApi } from './filings/api.ts'
import { filingRoutes } from './filings/routes.tsx'
import { hallRoutes } from './hall/routes.tsx'
import { institutionApi, institutionRoutes } from './institutions/routes.tsx'
import { enterInstitution } from './institutions/sign-in.ts'
import { signedInInstitution } from './institutions/signed-in.ts'
import { work } from './jobs.ts'
import { arrived } from './lib/body.ts'
import type { Bindings, Env } from './lib/env.ts'
import { headers, ownForms } from './lib/headers.ts'
import { log, logFault } from './lib/log.ts'
import { refuse } from './lib/page/view.tsx'
import { RememberingRouter } from './lib/router.ts'
import { loginApi } from './login/api.ts'
import { loginRoutes } from './login/routes.tsx'
import { noticesRoutes } from './notices/routes.tsx'
import { oidcRoutes } from './oidc/routes.ts'
import { tellPortals } from './oidc/tell-portals.ts'
import { ownGrantApi, ownGrantRoutes } from './operators/own-grant-routes.tsx'
import { operatorsRoutes } from './operators/routes.tsx'
import { peopleApi } from './people/api.ts'
import { personLogin } from './people/login.tsx'
import { peopleRoutes } from './people/routes.tsx'
import { signedInPerson } from './people/signed-in.ts'
import { queriesRoutes } from './queries/routes.tsx'
import { recoveryApi, recoveryRoutes } from './recovery/routes.tsx'
import { referenceRoutes } from './reference/routes.tsx'
import { registrationApi } from './registration/api.ts'
import { registrationRoutes } from './registration/routes.tsx'
import { rostersApi } from './rosters/api.ts'
import { rosterOfCase } from './rosters/of-case.ts'
import { rostersRoutes } from './rosters/routes.tsx'
import { everyMinute } from './scheduled.ts'
import { sessionApi } from './session/api.ts'
import { signedIn } from './session/signed-in.ts'
import { settingsApi } from './settings/mobile-routes.tsx'
import { settingsRoutes } from './settings/routes.tsx'
import { unitRoutes } from './units/routes.tsx'
import { upgradeApi } from './upgrade/api.ts'
import { upgradeRoutes } from './upgrade/routes.tsx'
import { waitingApi } from './waiting/api.ts'
import { waitingRoutes } from './waiting/routes.tsx'
import { SignInWatch } from './waiting/watch.ts'

// Forms and JSON are small.
const MAX_BODY_BYTES = 64 * 1024
/** Pages that take files: each sets a limit of its own once it knows who sends them. */
const TAKES_FILES =
  /^\/(counter\/units\/new|(center|person)\/cases\/\w+\/edit|counter\/(person-)?cases\/\w+\/\w+\/results|counter\/notices\/\w+|center\/rosters\/new|api\/v1\/rosters\/[\w-]+)$/

export const app = new Hono<Env>({ router: new RememberingRouter() })
/** What every request may need, in one turn: Hono takes one for each middleware that it is given. */
const prepare: MiddlewareHandler<Env> = (c, next) => {
  for (const set of [headers, signedIn, signedInPerson, signedInClerk, signedInInstitution, rosterOfCase])
    set(c)
  return next()
}
app.use(log, prepare, countsCases, tellPortals, ownForms)
const small = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, 'too_large') })
app.use((c, next) => (TAKES_FILES.test(c.req.path) ? next() : small(c, () => arrived(c).then(next))))
app.notFound((c) => refuse(c, 'not_found'))
app.onError((error, c) => {
  logFault(c.var.requestId, error)
  return refuse(c, 'failed')
})

app.route('/', hallRoutes)
app.route('/', catalogueRoutes)
app.route('/', noticesRoutes)
app.route('/', noticeWriteRoutes)
app.route('/', loginRoutes(enterInstitution))
app.route('/', waitingRoutes)
app.route('/', caRoutes)
app.route('/', caKeysRoutes)
app.route('/', federationRoutes)
app.route('/', registrationRoutes)
app.route('/', upgradeRoutes)
app.route('/', recoveryRoutes)
app.route('/', personLogin)
app.route('/', peopleRoutes)
app.route('/', challengeRoutes)
app.route('/', unitRoutes)
app.route('/', operatorsRoutes)
app.route('/', ownGrantRoutes)
app.route('/', appsRoutes)
app.route('/', casesRoutes(caseEffects))
app.route('/', filingRoutes)
app.route('/', rostersRoutes)
app.route('/', settingsRoutes)
app.route('/', certificateRoutes)
app.route('/', queriesRoutes)
app.route('/', institutionRoutes)
app.route('/', expressRoutes)
app.route('/', counterRoutes)
app.route('/', caseQueueRoutes(caseEffects))
app.route('/api/v1', loginApi)
app.route('/api/v1', federationApi)
app.route('/api/v1/waiting', waitingApi)
app.route('/api/v1/ca', caApi)
app.route('/api/v1', sessionApi)
app.route('/api/v1', appsApi)
app.route('/api/v1', casesApi)
app.route('/api/v1', filingsApi)
app.route('/api/v1', certificatesApi)
app.route('/api/v1', rostersApi)
app.route('/api/v1', embedApi)
app.route('/api/v1/settings', settingsApi)
app.route('/api/v1/institution', institutionApi)
app.route('/api/v1/counter', counterApi)
app.route('/api/v1/registrations', registrationApi)
app.route('/api/v1/upgrades', upgradeApi)
app.route('/api/v1/recoveries', recoveryApi)
app.route('/api/v1/person', peopleApi)
app.route('/api/v1/person', ownGrantApi)
app.route('/api/v1/app', appApi)
app.route('/api/v1/app', appActsApi)
app.route('/api/v1/app', appGrantsApi)
app.route('/', oidcRoutes)
app.route('/', embedRoutes)
app.route('/', embedDocs)
app.route('/', referenceRoutes(app))

export { SignInWatch }

export default {
  fetch: app.fetch,
  queue: work,
  scheduled: (event, env) => everyMinute(env, event.scheduledTime),
} satisfies ExportedHandler<Bindings>
