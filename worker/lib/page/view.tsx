/** One page of the hall, sent: the shell filled in for whoever is here. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { ComponentChildren } from 'preact'
import { PROVINCIAL, regionName } from '../../../schema/fields/region.ts'
import { type CommonReason, commonRefusals, type Refusal } from '../../../schema/refusal.ts'
import { Island } from '../../../widgets/island.tsx'
import { SessionWarning } from '../../../widgets/session-warning/session-warning.tsx'
import type { Env } from '../env.ts'
import { type ErrorKind, ErrorPage, Page, type PageProps, renderPage } from '../page.tsx'
import { commonProblem } from '../problem.ts'
import { chosenRegion } from '../region.ts'
import { headerOf, warningOf } from './who.ts'

export const SIZE_COOKIE = 'hall-size'

export interface View extends Pick<PageProps, 'title' | 'wide' | 'centre' | 'head' | 'nav'> {
  islands?: readonly string[]
  status?: Refusal['status']
}

export async function shellOf(
  c: Context<Env>,
): Promise<Pick<PageProps, 'path' | 'user' | 'person' | 'other' | 'size' | 'region'>> {
  const { region: own = PROVINCIAL.name, ...header } = await headerOf(c)
  const region = regionName(chosenRegion(c) ?? '') ?? own
  return {
    path: c.req.path + new URL(c.req.url).search,
    size: getCookie(c, SIZE_COOKIE) === 'large' ? ('large' as const) : ('normal' as const),
    region,
    ...header,
  }
}

/** Draws a page. Whoever is signed in is warned on it before the session ends. */
export async function view(
  c: Context<Env>,
  { title, wide, centre, head, nav, islands = [], status = 200 as never }: View,
  children: ComponentChildren,
) {
  const warning = await warningOf(c)
  const names = warning ? [...islands, 'session-warning'] : islands
  const page = (
    <Page
      title={title}
      islands={names}
      {...(wide && { wide })}
      {...(centre && { centre })}
      {...(head && { head })}
      {...(nav && { nav })}
      {...(await shellOf(c))}
    >
      {children}
      {warning && <Island name="session-warning" component={SessionWarning} props={warning} />}
    </Page>
  )
  return c.html(renderPage(page), status)
}

const KINDS: Partial<Record<CommonReason, ErrorKind>> = {
  not_found: 'not-found',
  foreign_form: 'not-allowed',
  too_large: 'too-large',
}

/** Refuses a request in the way it was made: a page for a person, a problem for a program. */
export async function refuse(c: Context<Env>, reason: CommonReason): Promise<Response> {
  if (
    /^\/(api|oidc\/(?!authorize|logout))/.test(c.req.path) ||
    c.req.header('accept')?.startsWith('application/json')
  )
    return commonProblem(c, reason)
  const shell = await shellOf(c).catch(() => ({
    ...{ path: c.req.path, size: 'normal' as const, region: PROVINCIAL.name },
  }))
  const { status, text } = commonRefusals[reason]
  const page = (
    <ErrorPage kind={KINDS[reason] ?? 'failed'} happened={text} reference={c.var.requestId} {...shell} />
  )
  return c.html(renderPage(page), status)
}
