/** Software of a unit's own, for example for its staff records: opened, seen and stopped by the unit itself. */
import * as v from 'valibot'
import { countCharacters, foldLine } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import type { Refusal } from './refusal.ts'

const LONGEST = 30 // characters: it stands in a table

export const appsCopy = {
  'app_name.required': '请给这个软件起个名字，例如「人事软件」。',
  'app_name.length': '名字最多 30 个字，请写短一点。',
  'app_name.character': '名字里有不能用的符号，请只保留文字、数字和常用标点。',
  'app_scope.required': '请至少选一项这个软件可以看、可以办的内容。',
} as const

function appNameProblem(name: string): keyof typeof appsCopy | undefined {
  if (name === '') return 'app_name.required'
  if (countCharacters(name) > LONGEST) return 'app_name.length'
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{P} +]*$/u.test(name) ? undefined : 'app_name.character'
}

/** What the unit calls its software. */
export const AppName = /* @__PURE__ */ textField('Name of the software', foldLine, appNameProblem)

export const AppScope = v.picklist(['unit:read', 'activity:read', 'cases:read', 'rosters:file'])
export type AppScope = v.InferOutput<typeof AppScope>
export const appScopes: readonly AppScope[] = AppScope.options

/** What each scope lets the software see or do. */
export const scopeNames: Record<AppScope, string> = {
  'unit:read': '单位信息',
  'activity:read': '账号动态',
  'cases:read': '单位办件',
  'rosters:file': '批量办理',
}

const box = v.optional(v.literal('yes'))

/** The form: a name, and a box for each scope. */
export const OpenApp = v.pipe(
  v.object({ name: AppName, unitRead: box, activityRead: box, casesRead: box, rostersFile: box }),
  v.forward(
    v.check(
      ({ unitRead, activityRead, casesRead, rostersFile }) =>
        Boolean(unitRead ?? activityRead ?? casesRead ?? rostersFile),
      'app_scope.required',
    ),
    ['unitRead'],
  ),
  v.transform(({ name, unitRead, activityRead, casesRead, rostersFile }) => ({
    name,
    scopes: [
      ...(unitRead ? ['unit:read' as const] : []),
      ...(activityRead ? ['activity:read' as const] : []),
      ...(casesRead ? ['cases:read' as const] : []),
      ...(rostersFile ? ['rosters:file' as const] : []),
    ],
  })),
)
export type OpenApp = v.InferOutput<typeof OpenApp>

/** The unit, to whoever may act for it. */
export const UnitInfo = v.object({
  name: v.string(),
  creditCode: v.string(),
  unitNumber: v.string(),
  /** GB/T 2260 code, and its name where the hall knows it. */
  region: v.string(),
  regionName: v.nullable(v.string()),
})
export type UnitInfo = v.InferOutput<typeof UnitInfo>

export const ActivityQuery = v.object({
  /** `next` of the page before. */
  before: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/))),
  /** Entries on a page; 50 by default, 100 at the most. */
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/))),
})

/** What was done in the unit's account, newest first. */
export const Activity = v.object({
  entries: v.array(
    v.object({
      id: v.string(),
      /** ISO 8601. */
      at: v.string(),
      act: v.string(),
      actName: v.string(),
      /** `operator:<id>`, `client:<id>` or `visitor`. */
      actor: v.string(),
      result: v.string(),
      resultName: v.string(),
      device: v.string(),
      place: v.string(),
    }),
  ),
  /** Ask again with `before` set to this for what is older; null at the end. */
  next: v.nullable(v.string()),
})
export type Activity = v.InferOutput<typeof Activity>

export type AppsReason = 'apps_not_allowed' | 'apps_full' | 'app_name_taken' | 'app_unknown'

export const appsRefusals: Record<AppsReason, Refusal> = {
  apps_not_allowed: {
    status: 403,
    text: '软件接入只能由法定代表人或管理员办理，您是经办人。请联系本单位的法定代表人或管理员。',
  },
  apps_full: { status: 409, text: '每个单位最多接入 10 个软件，已经满了。请先停用不再使用的，再开通新的。' },
  app_name_taken: {
    status: 409,
    text: '已经有一个叫这个名字的软件了。如果刚才开通时没有记下密钥，请停用它再重新开通；否则请换一个名字。',
    field: 'name',
  },
  app_unknown: { status: 404, text: '没有找到这个软件，它可能已经停用了。请回到列表看看。' },
}

export type QueryReason = 'query_invalid'
export const queryRefusals: Record<QueryReason, Refusal> = {
  query_invalid: { status: 400, text: '查询的参数不对。请按接口文档填写 before 和 limit。' },
}
