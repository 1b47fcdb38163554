/** One of every kind of caller, and what they call about: all of it of one unit, but for the other unit. */

import { anApp } from './app-client.ts'
import { aBaseCase } from './base-rosters.ts'
import { must, registerPerson, registerUnit, signIn } from './builders.ts'
import { aListedAuthority, BROWSER, listKey } from './ca-rows.ts'
import { aCase, aDraft, aFile, queuePath } from './cases.ts'
import { Visitor } from './client.ts'
import { addClient } from './clients.ts'
import { aClerk, openAccount, signInClerk, submitFile } from './counter.ts'
import { aFullPortal, postAs, signInFor } from './full-portal.ts'
import { enter, openInstitution, registerInstitution, signInInstitution } from './institutions.ts'
import { aBasicData, aKnownPerson, beFlexible, file as fileRow, filingOf } from './ledger.ts'
import { anOperator, aUnitWithNotice, offer } from './operators.ts'
import type { Pair } from './pair.ts'
import { sendParcel } from './parcels.ts'
import { signInPerson } from './people.ts'
import { anOwnCase, anOwnDraft, ownQueuePath } from './person-cases.ts'
import { SECRET } from './portal-client.ts'
import { csvFor, fileAll, people } from './rosters.ts'
import { ADDRESSES, anAddress } from './settings.ts'
import { openPage } from './waiting.ts'
import type { Kind } from './who-may.ts'
import { PAGE } from './widgets.ts'

type World = Pick<Pair, 'hall' | 'sandbox' | 'secrets'>

/** The item that the cases are about; it is reviewed by the unit first. */
const ITEM = 'title-publicity'
/** The item of the spreadsheets. */
const TEMPLATE = 'enrolment'
const OTHER_ITEM = 'work-injury'

/** What a caller sends along: a cookie or a bearer token, or nothing. */
export type Credentials = Record<string, string>

const bearer = (token: string): Credentials => ({ authorization: `Bearer ${token}` })
const cookiesOf = ({ cookies }: Visitor): Credentials => ({
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})

export interface Callers {
  /** Fresh credentials where the last ones were signed out. */
  credentials: (kind: Kind) => Promise<Credentials>
  /** The address of a route, with ids of what is there, and what its form must hold. */
  ask: (route: string) => { path: string; body: Record<string, string> }
}

export async function someCallers(world: World): Promise<Callers> {
  const { hall } = world
  const unit = await aUnitWithNotice(world)
  const other = await registerUnit(world)
  const person = await registerPerson(world)
  const operators = {
    administrator: await anOperator(world, unit, { role: 'administrator' }),
    scoped: await anOperator(world, unit, { items: [ITEM, TEMPLATE] }),
    unscoped: await anOperator(world, unit, { items: [OTHER_ITEM] }),
    expired: await anOperator(world, unit, { items: [ITEM, TEMPLATE] }),
  }
  const clerks = { clerk: await aClerk(world), head_clerk: await aClerk(world, { role: 'administrator' }) }
  const clerk = await signInClerk(world, clerks.clerk)

  // Things to ask for.
  const target = await anOperator(world, unit, { items: [ITEM] })
  await offer(unit.visitor, await registerPerson(world))
  const submitted = await aCase(unit.visitor, ITEM)
  const draft = await aDraft(unit.visitor, ITEM)
  const queued = await aCase(unit.visitor, OTHER_ITEM)
  const queuedPath = await queuePath(world, queued)
  await clerk.submit(`${queuedPath}/take`, {})
  const roster = await fileAll(unit.visitor, TEMPLATE, csvFor(TEMPLATE, people(2)))
  const basesPath = await queuePath(world, await aBaseCase(world, unit.visitor))
  await clerk.submit(`${basesPath}/take`, {})
  const opening = (await openAccount(world, clerk)).page
  const head = await signInClerk(world, clerks.head_clerk)
  await submitFile(head, '/counter/notices/new', {
    ...{ kind: 'announcement', title: '关于演练的公告', issuer: '省人社厅', body: '正文', version: '0' },
    ...{ act: 'publish', files: aFile('名单.pdf') },
  })
  const scan = (await openPage(world)).code
  const first = async (sql: string) => String(await hall.db.prepare(sql).first('id'))
  const [file, queuedFile] = [
    await first(`SELECT id FROM case_file WHERE case_id = '${submitted}'`),
    await first(`SELECT id FROM case_file WHERE case_id = '${queued}'`),
  ]
  const waiting = await first('SELECT id FROM grant_offer')
  const [notice, noticeFile] = [
    await first('SELECT notice_id AS id FROM notice_file'),
    await first('SELECT id FROM notice_file'),
  ]
  await offer(unit.visitor, person)
  const offered = await first('SELECT id FROM grant_offer ORDER BY created_at DESC')

  const own = await signInPerson(world, person)
  await beFlexible(world, person)
  const [ownCase, ownDraft] = [await anOwnCase(own), await anOwnDraft(own)]
  const [ownFile, ownQueued] = [await first('SELECT id FROM person_case_file'), await anOwnCase(own)]
  const ownPath = await ownQueuePath(world, ownQueued)
  await clerk.submit(`${ownPath}/take`, {})
  const ownQueuedFile = await first(`SELECT id FROM person_case_file WHERE case_id = '${ownQueued}'`)

  const closed = await registerInstitution(world, unit)
  const opened = await openInstitution(world, unit)
  const centre = await signInInstitution(world, unit)
  const parcel = await sendParcel(world, clerk, unit.unit)
  await must(303, unit.visitor.submit(`${ADDRESSES}/new`, anAddress()))
  const address = await first('SELECT id FROM delivery_address')

  const key = await listKey(hall.db, unit.unitNumber)
  const authority = await aListedAuthority(hall.db)

  const someone = await aKnownPerson(world)
  const owner = await first(`SELECT id FROM unit WHERE unit_number = '${unit.unitNumber}'`)
  const filing = filingOf(
    await fileRow(
      world,
      { unitId: owner, region: '320100' },
      '2026-10-15',
      'basic-data',
      aBasicData(someone.person),
    ),
  )

  // Programs.
  const portal = await aFullPortal(hall)
  await addClient(hall.db, {
    ...{ id: 'own-software', name: '人事软件', secret: SECRET, grantTypes: ['client_credentials'] },
    scopes: ['unit:read', 'activity:read', 'cases:read', 'rosters:file'],
  })
  await hall.db
    .prepare(
      "UPDATE client SET unit_id = (SELECT id FROM unit WHERE unit_number = ?) WHERE id = 'own-software'",
    )
    .bind(unit.unitNumber)
    .run()
  const stopped = { id: 'app-to-stop', name: '工资软件', secret: SECRET, scopes: ['unit:read'] }
  await addClient(hall.db, { ...stopped, grantTypes: ['client_credentials'] })
  await hall.db
    .prepare(
      "UPDATE client SET unit_id = (SELECT unit_id FROM client WHERE id = 'own-software') WHERE id = ?",
    )
    .bind(stopped.id)
    .run()
  const tokens: Partial<Record<Kind, string>> = {
    portal_token: (await signInFor(hall.origin, portal, unit)).access_token,
    unit_token: String(
      (await postAs(hall.origin, 'own-software', '/oidc/token', { grant_type: 'client_credentials' })).json
        .access_token,
    ),
    app_token: await (await anApp(world)).token(),
  }

  // The session stays open while the term runs out.
  const ending = await signIn(world, { unit: unit.unit, person: operators.expired.person })
  await hall.db
    .prepare('UPDATE operator SET acts_until = ?2, changed_at = 1 WHERE id = ?1')
    .bind(operators.expired.id, Date.now())
    .run()

  const spare = {
    unit: (await signIn(world, other)).cookies.get('__Host-hall')?.split('.')[0] ?? '',
    person: (await signInPerson(world, person)).cookies.get('__Host-hall-person')?.split('.')[0] ?? '',
  }

  async function credentials(kind: Kind): Promise<Credentials> {
    const token = tokens[kind]
    if (token) return bearer(token)
    if (kind === 'nobody') return {}
    if (kind === 'expired') return cookiesOf(ending)
    if (kind === 'person') return cookiesOf(await signInPerson(world, person))
    if (kind === 'institution') {
      const { institution, person: own } = centre
      const visitor = new Visitor(hall.origin)
      await must(303, enter(world, institution.number, own.documentNumber, own.password, visitor))
      return cookiesOf(visitor)
    }
    if (kind === 'clerk' || kind === 'head_clerk') return cookiesOf(await signInClerk(world, clerks[kind]))
    if (kind === 'other_unit') return cookiesOf(await signIn(world, other))
    const who = kind === 'representative' ? unit.person : operators[kind as 'scoped'].person
    return cookiesOf(await signIn(world, { unit: unit.unit, person: who }))
  }

  const ids: [RegExp, string][] = [
    [/^\/center\/operators\//, target.id],
    [/^\/center\/cases\/:id\/(discard|edit)/, draft],
    [/^\/center\/workbench\//, submitted],
    [/^\/(center|api\/v1)\/cases\//, submitted],
    [/^\/(center|api\/v1)\/filings\//, filing],
    [/^\/api\/v1\/sessions\//, spare.unit],
    [/^\/api\/v1\/person\/sessions\//, spare.person],
    [/^\/person\/cases\/:id\/(discard|edit)/, ownDraft],
    [/^\/person\/cases\//, ownCase],
    [/^\/person\/grants\//, offered],
    [/^\/counter\/clients\//, 'full-portal'],
    [/^\/(counter\/)?notices\//, notice],
    [/\/rosters\/(templates\/)?:template/, TEMPLATE],
    [/\/rosters\//, roster.id],
    [/^\/counter\/authorities\//, authority],
  ]
  const queries: [RegExp, string][] = [
    [/^\/center\/apps\/stop/, `id=${stopped.id}`],
    [/^\/center\/express\/parcel/, `id=${parcel.id}`],
    [/^\/center\/keys\/remove/, `id=${key}`],
    [/^\/center\/rosters\/new/, `template=${TEMPLATE}`],
    [/^\/center\/institutions\/open/, `id=${closed.id}`],
    [/^\/center\/institutions\/(change|reset)/, `id=${opened.institution.id}`],
    [/^\/center\/settings\/addresses\/(edit|remove|default)/, `id=${address}`],
    [/^\/embed\/(account|cases)/, String(new URLSearchParams({ client_id: 'full-portal', origin: PAGE }))],
  ]
  const bodies: Record<string, Record<string, string>> = {
    'POST /center/settings/addresses/default': { id: address },
    'POST /center/settings/addresses/remove': { id: address },
    'POST /center/institutions/reset': { id: opened.institution.id },
    'POST /center/keys/device': { key, thumbprint: BROWSER },
    'POST /center/keys/remove': { id: key },
    'POST /center/operators/withdraw': { id: waiting },
    'POST /center/apps/stop': { id: stopped.id },
    'POST /counter/cases/:owner/:id': { move: 'accept' },
    'POST /counter/person-cases/:owner/:id': { move: 'accept' },
  }

  const fileFor = (pattern: string) => {
    if (pattern.startsWith('/counter/person-cases')) return ownQueuedFile
    if (pattern.startsWith('/person')) return ownFile
    return pattern.includes('/notices/') ? noticeFile : pattern.startsWith('/counter') ? queuedFile : file
  }

  return {
    credentials,
    ask: (route) => {
      const [, pattern = ''] = route.split(' ')
      const id = ids.find(([about]) => about.test(pattern))?.[1] ?? 'none'
      const path = pattern
        .replace(/^\/counter\/openings\/:unit\/:id/, opening)
        .replace(/^\/counter\/cases\/:owner\/:id\/roster/, `${basesPath}/roster`)
        .replace(/^\/counter\/cases\/:owner\/:id/, queuedPath)
        .replace(/^\/counter\/person-cases\/:owner\/:id/, ownPath)
        .replace(/^\/counter\/parcels\/:unit\/:id/, parcel.path)
        .replace(':tab', 'injuries')
        .replace(/:rows\{[^}]*\}/, 'all')
        .replace(':file', fileFor(pattern))
        .replace(':item', pattern.startsWith('/person') ? 'card-loss' : ITEM)
        .replace(':code', pattern.startsWith('/counter/items') ? ITEM : scan)
        .replace(/:\w+(\{[^}]*\})?/, id)
      return {
        path: queries.reduce((all, [about, asked]) => (about.test(pattern) ? `${all}?${asked}` : all), path),
        body: bodies[route] ?? {},
      }
    },
  }
}
