/** The two fronts of the cases: the unit centre's pages and the personal centre's. Behind them is the same engine. */
import type { Context, MiddlewareHandler } from 'hono'
import type { ComponentChildren } from 'preact'
import { type CaseReason, caseRefusalFor } from '../../schema/case-refusals.ts'
import type { Item } from '../../schema/catalogue.ts'
import { PROVINCE, regionProblem } from '../../schema/fields/region.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { allowOperator, allowPerson } from '../lib/allow.ts'
import type { CaseCounts, Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { view } from '../lib/page/view.tsx'
import { chosenRegion } from '../lib/region.ts'
import { type Acting, type Filer, operatorFiling, personFiling, scopeOf } from './acting.ts'
import { type Drawer, whoseOf } from './drawer.ts'
import { countOwnCases } from './store.ts'

interface FrontPage {
  title: string
  islands?: readonly string[]
  status?: Refusal['status']
}

export interface Front {
  drawer: Drawer
  whose: Item['audience']
  /** Where its list lies, and its cases below. */
  path: '/center/cases' | '/person/cases'
  /** What the list is called. */
  name: string
  allow: () => MiddlewareHandler<Env>
  filer: (c: Context<Env>) => Filer
  /** Codes of the items whose cases are listed; undefined for all. */
  scope: (c: Context<Env>) => readonly string[] | undefined
  counts: (c: Context<Env>) => Promise<CaseCounts>
  /** The region that a case is begun for: the unit's own, or what a person says; empty for what is no place of an office. */
  region: (c: Context<Env>, typed?: string) => string
  view: (c: Context<Env>, page: FrontPage, children: ComponentChildren) => Promise<Response>
}

const units: Front = {
  ...{ drawer: 'unit_case', whose: 'unit', path: '/center/cases', name: '单位办件', allow: allowOperator },
  filer: (c) => operatorFiling(c.var.operator, c.var.now),
  scope: (c) => scopeOf(c.var.operator),
  counts: (c) => c.var.caseCounts(),
  region: (c) => c.var.operator.unit.region,
  view: async (c, page, children) => centerView(c, page, children),
}

const persons: Front = {
  ...{ drawer: 'person_case', whose: 'person', path: '/person/cases', name: '我的办件', allow: allowPerson },
  filer: (c) => personFiling(c.var.person),
  scope: () => undefined,
  counts: (c) => countOwnCases(c.env.DB, c.var.person.personId),
  region: (c, typed = chosenRegion(c) ?? '') =>
    regionProblem(typed) || typed === PROVINCE.code ? '' : typed,
  view: async (c, page, children) =>
    view(
      c,
      { ...page, islands: ['careful-form'], wide: true, centre: true },
      <div class="stack">
        {children}
        <p>
          <a href="/person">返回个人中心</a>
        </p>
      </div>,
    ),
}

export const fronts: Record<Drawer, Front> = { unit_case: units, person_case: persons }

export const acting = (c: Context<Env>, front: Front): Acting => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, filer: front.filer(c) },
})

/** Where a case's page lies. */
export const casePath = ({ drawer, id }: { drawer: Drawer; id: string }) => `${fronts[drawer].path}/${id}`

/** What is said of it where it lies. */
export const saidOf = (reason: CaseReason, drawer: Drawer): Refusal => caseRefusalFor(reason, whoseOf(drawer))
