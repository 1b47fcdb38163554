/**
 * Whom a page shows in its header and warns before the end: the unit's operator, or the person (decision 19); an institution
 * and a clerk on their own pages alone.
 */
import type { Context } from 'hono'
import { maskName } from '../../../schema/fields/mask.ts'
import { regionName } from '../../../schema/fields/region.ts'
import { roleNames } from '../../../schema/session.ts'
import type { SessionWarningProps } from '../../../widgets/session-warning/session-warning.tsx'
import type { HeaderProps } from '../../../widgets/ui/header.tsx'
import type { SignedInClerk } from '../clerk-session.ts'
import type { Env } from '../env.ts'
import type { SignedInInstitution } from '../institution-session.ts'
import type { SignedInPerson } from '../person-session.ts'
import { sealer } from '../sealed.ts'
import type { SignedIn } from '../session.ts'

const CENTER = { href: '/center', label: '单位中心' }
const PERSON = { href: '/person', label: '个人中心' }

export interface Shown {
  unit: SignedIn | undefined
  person: SignedInPerson | undefined
}

/** The personal centre belongs to the person, every other page to the unit if one is signed in. */
async function shownOn(c: Context<Env>): Promise<Shown & { both: boolean }> {
  const [unit, person] = await Promise.all([c.var.signedIn(), c.var.signedInPerson()])
  const own = /^\/person(\/|$)/.test(c.req.path)
  const both = unit !== undefined && person !== undefined
  return both
    ? { both, ...(own ? { unit: undefined, person } : { unit, person: undefined }) }
    : { both, unit, person }
}

/** The institution, on its own pages. */
const institutionOn = (c: Context<Env>): Promise<SignedInInstitution | undefined> =>
  /^\/institution(\/|$)/.test(c.req.path) ? c.var.signedInInstitution() : Promise.resolve(undefined)

async function institutionHeader(c: Context<Env>, { institution, nameSealed }: SignedInInstitution) {
  const { open } = await sealer(c.env.SEALING_KEYS)
  const operatorName = maskName(await open(nameSealed, 'institution_administrator.name'))
  const user = {
    unitName: institution.name,
    operatorName,
    role: '机构管理员',
    signOut: '/institution/logout',
  }
  return { user }
}

/** The header's part: who is here, and the way to the other account where that is open too. */
export async function headerOf(
  c: Context<Env>,
): Promise<Pick<HeaderProps, 'user' | 'person' | 'other'> & { region?: string | undefined }> {
  const institution = await institutionOn(c)
  if (institution) return institutionHeader(c, institution)
  const { unit, person, both } = await shownOn(c)
  const { open } = await sealer(c.env.SEALING_KEYS)
  if (unit) {
    const operatorName = maskName(await open(unit.nameSealed, 'operator.name'))
    const user = { unitName: unit.unit.name, operatorName, role: roleNames[unit.role] }
    // There is room for one way on: to the person's centre for whoever has both, else to the unit's from outside it.
    const inside = /^\/center(\/|$)/.test(c.req.path)
    const other = both ? PERSON : inside ? undefined : CENTER
    return { user, region: regionName(unit.unit.region), ...(other && { other }) }
  }
  if (!person) return {}
  const name = maskName(await open(person.nameSealed, 'person.name'))
  return { person: { name }, other: both ? CENTER : PERSON }
}

/** The clerk, at the counter. */
const clerkOn = (c: Context<Env>): Promise<SignedInClerk | undefined> =>
  /^\/counter(\/|$)/.test(c.req.path) ? c.var.signedInClerk() : Promise.resolve(undefined)

/** Whose session keeps this page open, and where that is renewed and signed in to. */
async function keptBy(c: Context<Env>) {
  const institution = await institutionOn(c)
  if (institution) return { session: institution, of: '/institution', loginUrl: '/login' }
  const clerk = await clerkOn(c)
  if (clerk) return { session: clerk, of: '/counter', loginUrl: '/counter/login' }
  const { unit, person } = await shownOn(c)
  if (unit) return { session: unit, of: '', loginUrl: '/login' }
  return person && { session: person, of: '/person', loginUrl: '/person/login' }
}

/** The warning before the session of whoever is shown ends. */
export async function warningOf(c: Context<Env>): Promise<SessionWarningProps | undefined> {
  const kept = await keptBy(c)
  if (!kept) return undefined
  const { session, of, loginUrl } = kept
  const seconds = Math.max(0, Math.round((session.idleAt - c.var.now) / 1000))
  return { seconds, renewUrl: `/api/v1${of}/session/renew`, loginUrl }
}
