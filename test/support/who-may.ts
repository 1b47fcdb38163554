/** Who may call which route of the hall: the whole list, held against every route by who-may.test.ts. */
import { ADMINISTRATION, DESK } from './who-may-counter.ts'
import { OWN } from './who-may-person.ts'
import { PUBLIC } from './who-may-public.ts'

/** Every kind of caller; who they are stands in callers.ts. */
export const KINDS = [
  ...(['nobody', 'other_unit', 'unscoped', 'expired', 'scoped', 'administrator', 'representative'] as const),
  ...(['person', 'clerk', 'head_clerk', 'portal_token', 'unit_token', 'app_token', 'institution'] as const),
]
export type Kind = (typeof KINDS)[number]

export interface Rule {
  /** Who gets in; `everybody` where no account is asked for. */
  who: readonly Kind[] | 'everybody'
  /** `once`: what is asked for is gone afterwards. `ends`: the caller is signed out by it. */
  leaves?: 'once' | 'ends'
}

const KEEPERS: readonly Kind[] = ['administrator', 'representative']
/** Whoever may do the item that the case is about. */
const OF_ITEM: readonly Kind[] = ['scoped', ...KEEPERS]
const OPERATORS: readonly Kind[] = ['unscoped', ...OF_ITEM]
/** Another unit is a unit, too, where nothing of this one is named. */
const ANY_UNIT: readonly Kind[] = ['other_unit', ...OPERATORS]
const CLERKS: readonly Kind[] = ['clerk', 'head_clerk']

const rules = (who: Rule['who'], routes: string, leaves?: Rule['leaves']): [string, Rule][] =>
  routes
    .trim()
    .split('\n')
    .map((route) => [route.trim(), { who, ...(leaves && { leaves }) }])

export const WHO_MAY: ReadonlyMap<string, Rule> = new Map([
  ...rules('everybody', PUBLIC),
  // Asked without an account, answered to whoever brings a token from a sign-in.
  ...rules(
    ['portal_token'],
    `GET /oidc/userinfo
     POST /oidc/userinfo`,
  ),
  // Opened by a ticket or by the key of a frame, and by no account: embed-frames.test.ts has who gets those.
  ...rules(
    [],
    `GET /embed/account
     GET /embed/cases
     POST /embed/account
     POST /embed/account/sign-out
     POST /embed/cases`,
  ),
  ...rules(
    ['app_token'],
    `GET /api/v1/app/scans/:code
     POST /api/v1/app/grants/confirm
     POST /api/v1/app/grants/decline
     POST /api/v1/app/my-grants
     POST /api/v1/app/my-units
     POST /api/v1/app/passwords
     POST /api/v1/app/scans/:code/confirm
     POST /api/v1/app/scans/:code/refuse
     POST /api/v1/app/units`,
  ),
  ...rules(
    [...ANY_UNIT, 'unit_token'],
    `GET /api/v1/activity
     GET /api/v1/cases
     GET /api/v1/cases/counters
     GET /api/v1/unit`,
  ),
  ...rules([...OF_ITEM, 'unit_token'], 'GET /api/v1/cases/:id'),
  ...rules(
    [...ANY_UNIT, 'unit_token'],
    `GET /api/v1/rosters
     GET /api/v1/rosters/limits`,
  ),
  ...rules([...OF_ITEM, 'unit_token'], 'GET /api/v1/rosters/:id'),
  ...rules(['other_unit', ...OF_ITEM, 'unit_token'], 'POST /api/v1/rosters/:template'),
  ...rules(
    ANY_UNIT,
    `GET /api/v1/session
     GET /api/v1/sessions
     GET /center
     GET /center/activity
     GET /center/cases
     GET /center/grant
     GET /center/operators
     GET /center/rosters
     GET /center/sessions
     GET /center/workbench
     GET /center/unit
     GET /center/unit/:tab
     GET /center/settings
     GET /center/settings/password
     POST /center/settings/password
     GET /center/settings/addresses/new
     POST /center/settings/addresses/new
     GET /center/settings/mobile
     POST /center/settings/mobile
     GET /center/settings/mobile/number
     POST /center/settings/mobile/number
     GET /center/settings/mobile/number/code
     POST /center/settings/mobile/number/code
     GET /api/v1/settings/mobile/face
     GET /center/institutions
     GET /center/keys
     GET /center/express
     GET /api/v1/filings
     GET /center/filings
     POST /api/v1/session/renew
     POST /center/grant
     POST /center/sessions/end
     POST /items/:item/favourite`,
  ),
  ...rules(
    OF_ITEM,
    `GET /center/cases/:id
     GET /center/cases/:id/discard
     GET /center/cases/:id/edit
     GET /center/cases/:id/files/:file
     GET /center/cases/:id/withdraw
     GET /center/rosters/:id
     GET /center/rosters/:id/:rows{failed|all}
     GET /center/workbench/:id
     POST /center/cases/:id/edit
     POST /center/cases/:id/rating
     POST /center/cases/:id/withdraw
     POST /center/workbench/:id`,
  ),
  ...rules(
    ['other_unit', ...OF_ITEM],
    `GET /center/cases/new/:item
     POST /center/cases/new/:item
     GET /center/filings/new/enrolment
     POST /center/filings/new/enrolment
     POST /api/v1/filings/enrolment
     GET /center/rosters/new
     POST /center/rosters/new
     GET /center/rosters/templates/:template`,
  ),
  ...rules(
    ['other_unit', ...KEEPERS],
    `GET /center/apps
     GET /center/operators/history
     GET /center/operators/new
     POST /center/apps
     POST /center/operators/new`,
  ),
  ...rules(
    ['other_unit', ...KEEPERS],
    `GET /center/unit/edit
     POST /center/unit/edit`,
  ),
  ...rules(
    ['other_unit', ...KEEPERS],
    `GET /center/filings/new/termination
     GET /center/filings/new/basic-data
     POST /center/filings/new/termination
     POST /center/filings/new/basic-data
     POST /api/v1/filings/termination
     POST /api/v1/filings/basic-data`,
  ),
  ...rules(
    KEEPERS,
    `GET /api/v1/filings/:id
     GET /center/filings/:id
     GET /center/filings/:id/undo
     POST /api/v1/filings/:id/rollback
     POST /center/filings/:id/undo`,
  ),
  ...rules(
    ['other_unit', 'representative'],
    `GET /center/keys/add
     POST /center/keys/add
     POST /center/keys/add/finish
     POST /center/operators/agree`,
  ),
  // By the item of each, as cases are; another unit asks about its own.
  ...rules(
    ['other_unit', ...KEEPERS],
    `GET /center/certificate
     GET /center/certificate/preview
     POST /center/certificate
     POST /center/certificate/print
     GET /center/unit/insurance/changes
     POST /center/unit/insurance/changes/export
     GET /center/unit/payments/details
     POST /center/unit/payments/details
     POST /center/unit/payments/details/export`,
  ),
  ...rules(OPERATORS, 'GET /center/express/parcel'),
  // An address is whose it is, and of no other operator of the unit.
  ...rules(
    ['representative'],
    `GET /center/settings/addresses/edit
     POST /center/settings/addresses/edit
     POST /center/settings/addresses/default
     GET /center/settings/addresses/remove`,
  ),
  ...rules(
    KEEPERS,
    `GET /center/apps/stop
     GET /center/institutions/open
     POST /center/institutions/open
     GET /center/institutions/change
     POST /center/institutions/change
     GET /center/institutions/reset
     GET /center/keys/remove
     GET /center/operators/:id
     GET /center/operators/:id/remove
     POST /center/operators/:id/request
     POST /center/operators/:id/resume
     POST /center/operators/:id/role
     POST /center/operators/:id/scope
     POST /center/operators/:id/term`,
  ),
  ...rules(['person'], OWN),
  ...rules(CLERKS, DESK),
  // A parcel is kept by the office that sent it.
  ...rules(
    ['clerk'],
    `GET /counter/parcels/:unit/:id
     POST /counter/parcels/:unit/:id`,
  ),
  // What lies in a case is for whoever has taken it.
  ...rules(
    ['clerk'],
    `GET /counter/cases/:owner/:id/files/:file
     GET /counter/cases/:owner/:id/roster/:rows{sent|failed|all}
     GET /counter/person-cases/:owner/:id/files/:file`,
  ),
  ...rules(['head_clerk'], ADMINISTRATION),
  ...rules(
    ['institution'],
    `GET /institution
     GET /institution/password
     POST /institution/password
     POST /api/v1/institution/session/renew`,
  ),
  // What is gone afterwards, and what signs somebody out, comes last.
  ...rules(
    KEEPERS,
    `POST /center/apps/stop
     POST /center/keys/device
     POST /center/keys/remove
     POST /center/operators/withdraw
     POST /center/operators/:id/remove`,
    'once',
  ),
  ...rules(OF_ITEM, 'POST /center/cases/:id/discard', 'once'),
  ...rules(['representative'], 'POST /center/settings/addresses/remove', 'once'),
  ...rules(KEEPERS, 'POST /center/institutions/reset', 'once'),
  ...rules(ANY_UNIT, 'DELETE /api/v1/sessions/:id', 'once'),
  ...rules(['person'], 'DELETE /api/v1/person/sessions/:id', 'once'),
  ...rules(['person'], 'POST /person/grants/:id/decline', 'once'),
  ...rules(['person'], 'POST /person/cases/:id/discard', 'once'),
  ...rules(
    ANY_UNIT,
    `DELETE /api/v1/session
     DELETE /api/v1/sessions
     POST /center/sessions/end-all
     POST /logout`,
    'ends',
  ),
  ...rules(
    ['person'],
    `DELETE /api/v1/person/session
     DELETE /api/v1/person/sessions
     POST /person/logout
     POST /person/sessions/end-all`,
    'ends',
  ),
  ...rules(CLERKS, 'POST /counter/logout', 'ends'),
  ...rules(['institution'], 'POST /institution/logout', 'ends'),
])
