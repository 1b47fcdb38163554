/** What the catalogue says of a service item, and the words for the drawers that it lies in. */
import type { TemplateCode } from '../rosters/names.ts'

export const boardNames = {
  employment: '就业创业',
  insurance: '社会保险',
  labour: '劳动关系',
  talent: '人事人才',
  card: '社会保障卡',
  inspection: '劳动监察',
} as const
export type Board = keyof typeof boardNames

export const themeNames = {
  subsidies: '就业补贴',
  training: '就业培训',
  graduates: '高校毕业生就业',
  employment: '就失业',
  pension: '企业养老保险',
} as const
export type Theme = keyof typeof themeNames

export const audienceNames = {
  graduate: '高校毕业生',
  employed: '就业人员',
  unemployed: '失业人员',
  founder: '创业人员',
  injured: '工伤人员',
  retired: '退休人员',
  other: '其他人员',
} as const
export type Audience = keyof typeof audienceNames

/**
 * - `case`: filled in here, decided by an office.
 * - `filing`: a declaration that takes effect by itself.
 * - `query`: looks something up.
 */
export const kindNames = { case: '办件', filing: '申报', query: '查询' } as const
export type Kind = keyof typeof kindNames

/** One field of an item's form. */
export interface ItemField {
  /** Letters and digits, in camel case; its name in the form and in what is kept. */
  key: string
  label: string
  hint?: string
  type: 'text' | 'textarea' | 'number' | 'money' | 'date' | 'select'
  required: boolean
  /** Characters at most. */
  max?: number
  /** Of a `select`. */
  options?: readonly { value: string; label: string }[]
}

/** One kind of paper that goes with the form; several files may be of one kind. */
export interface ItemMaterial {
  key: string
  label: string
  required: boolean
}

/** Of an item that one may have for many at once. */
export interface ItemRoster {
  template: TemplateCode
  label: string
  hint: string
  /** Keys of the fields that it stands for. */
  insteadOf: readonly string[]
}

export interface ItemGuide {
  /** Who may have it done. */
  who: string
  /** What to have at hand, where it is more than `materials`. */
  bring?: readonly string[]
  /** How long the office may take. */
  time: string
  cost: string
  steps: readonly string[]
}

export interface Item {
  /** Kebab-case English; stays for ever, for grants and cases name it. */
  code: string
  name: string
  board: Board
  themes: readonly Theme[]
  audiences: readonly Audience[]
  /** Whose account does it. */
  audience: 'unit' | 'person'
  kind: Kind
  /** Codes of the only regions that have it, their counties included; the whole province where left out. */
  regions?: readonly string[]
  /** Shown on the first page. */
  hot?: true
  /** What the administration says of it for now, above the guide. */
  notice?: string
  /** Where it is done here, for what is no case: an address of the hall. */
  page?: string
  /** The hall cannot do it: a sentence that says so, and where it is done meanwhile. */
  notHere?: string
  guide: ItemGuide
  /** Of a `case` that can be started here. */
  fields?: readonly ItemField[]
  materials?: readonly ItemMaterial[]
  /** A spreadsheet of many rows may stand in the place of these fields. */
  roster?: ItemRoster
  /** For the legal representative and the administrator alone: no handler is granted it. */
  keepers?: true
  /** The unit looks at it before the office gets it: what whoever looks has to make sure of. */
  review?: string
  /** The result is a paper that is sent by express. */
  delivers?: true
}
