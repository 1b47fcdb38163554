/** What the administration says of an item of the catalogue at run time, and the item as it then is. */
import * as v from 'valibot'
import type { Item } from './catalogue/types.ts'
import { dayCopy, dayField } from './fields/day.ts'
import { missing } from './fields/missing.ts'
import { topRegions } from './fields/region.ts'
import { countCharacters, dropInvisible } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import type { Refusal } from './refusal.ts'

export const itemSettingCopy = {
  'item_open.required': '请选择能不能办。',
  'item_words.required': '停办的时候，请写明为什么、什么时候恢复、现在到哪里办。',
  'item_text.required': '这一项不能空着。',
  'item_text.length': '写得太长了，请写短一点。',
  'item_region.unknown': '这个地区不在列表里，请重新选择。',
} as const
type Code = keyof typeof itemSettingCopy

/** Characters; schema/migrations/0042_item_settings.sql. */
const LONGEST = 300
const LONGEST_STEPS = 1500

const foldLines = (typed: string) =>
  dropInvisible(typed)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()

const text = (about: string, most: number, required: boolean) =>
  /* @__PURE__ */ textField(about, foldLines, (said): Code | undefined => {
    if (said === '') return required ? 'item_text.required' : undefined
    return countCharacters(said) > most ? 'item_text.length' : undefined
  })

const RegionCodes = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), []),
  v.transform((given) => [given].flat()),
  v.check(
    (codes) => codes.every((code) => topRegions().some((region) => region.code === code)),
    'item_region.unknown',
  ),
)

/** `after`: the newest setting that the form was drawn from, empty where there was none. */
export const ChangeItem = v.pipe(
  v.object(
    {
      fromDay: dayField('从哪一天起', 'first_day.required'),
      open: v.picklist(['yes', 'no'], 'item_open.required'),
      words: text('停办时说的话', LONGEST, false),
      notice: text('提示', LONGEST, false),
      who: text('谁可以办', LONGEST, true),
      time: text('办理时限', LONGEST, true),
      cost: text('收费', LONGEST, true),
      steps: text('怎样办，每步一行', LONGEST_STEPS, true),
      regions: RegionCodes,
      after: v.pipe(v.string(), v.regex(/^[0-9a-z]{0,26}$/)),
    },
    missing,
  ),
  v.forward(
    v.partialCheck(
      [['open'], ['words']],
      ({ open, words }) => open === 'yes' || words !== '',
      'item_words.required',
    ),
    ['words'],
  ),
)
export type ChangeItem = v.InferOutput<typeof ChangeItem>

type Guide = Pick<Item['guide'], 'who' | 'time' | 'cost' | 'steps'>

/** What is null is as the catalogue has it. */
export interface ItemSetting {
  open: boolean
  words: string | null
  notice: string | null
  guide: Guide | null
  regions: readonly string[] | null
}

const guideOf = ({ who, time, cost, steps }: Item['guide']): Guide => ({ who, time, cost, steps })

/** What was typed, as far as it differs from the catalogue: what it changes later still comes through. */
export function settingOf(item: Item, input: ChangeItem): ItemSetting {
  const guide = { who: input.who, time: input.time, cost: input.cost, steps: input.steps.split('\n') }
  const regions = input.regions.toSorted()
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  return {
    open: input.open === 'yes',
    words: input.open === 'yes' ? null : input.words,
    notice: input.notice || null,
    guide: same(guide, guideOf(item.guide)) ? null : guide,
    regions: regions.length === 0 || same(regions, item.regions?.toSorted()) ? null : regions,
  }
}

/** An item as it is while this setting holds. */
export function withSetting(item: Item, setting: ItemSetting | undefined): Item {
  if (!setting) return item
  const { open, words, notice, guide, regions } = setting
  return {
    ...item,
    ...(!open && { notHere: words ?? '' }),
    ...(notice !== null && { notice }),
    ...(guide && { guide: { ...item.guide, ...guide } }),
    ...(regions && { regions }),
  }
}

export type ItemSettingReason = 'item_changed' | 'item_day_over'
export const itemSettingRefusals: Record<ItemSettingReason, Refusal> = {
  item_changed: {
    status: 409,
    text: '刚才有别人改过这个事项，这次没有保存。您填的都在下面，请先看看下面的记录，再决定要不要保存。',
  },
  item_day_over: {
    status: 422,
    field: 'fromDay',
    text: '生效的日子不能早于今天：已经过去的日子，事项就是那时候的样子。',
  },
}

const own: Record<string, string> = {
  ...itemSettingCopy,
  ...dayCopy,
  ...Object.fromEntries(
    Object.entries(itemSettingRefusals).map(([reason, { text: said }]) => [reason, said]),
  ),
}
export const itemSettingMessage = (code: string): string => own[code] ?? '这一项填写得不对，请再核对一下。'
