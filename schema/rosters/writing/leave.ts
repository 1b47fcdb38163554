/** What is left out of a workbook that is given back: whatever reckons, fetches, or points out of the file. */
import { type Parts, relationsName, relationsOf } from '../reading/workbook.ts'
import { type Edit, edited, openingTag, type Unit } from './units.ts'

/** Parts that are kept, by how they are pointed to, and gone through as they are. */
const GONE_THROUGH = new Set(['officeDocument', 'worksheet', 'chartsheet', 'table', 'drawing', 'chart'])
/** The same of those that hold looks and words alone. Links, connections, queries, pivots and objects are in neither list. */
const AS_PACKED = new Set([
  ...['sharedStrings', 'styles', 'theme', 'image', 'chartStyle', 'chartColorStyle', 'printerSettings'],
  ...['comments', 'vmlDrawing', 'threadedComment', 'person'],
  ...['core-properties', 'extended-properties', 'custom-properties'],
])

export interface KeptPart {
  /** How it is pointed to. */
  kinds: Set<string>
  /** Ids of those of its relations that are left out. */
  gone: Set<string>
}

/** Every part that something kept points to, by its comparable name. */
export async function keptParts(parts: Parts, main: string): Promise<Map<string, KeptPart>> {
  const kept = new Map<string, KeptPart>([[main, { kinds: new Set(['officeDocument']), gone: new Set() }]])
  // The package as a whole points to the workbook, and to what is told of it.
  const open = ['', main]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const own = kept.get(key) ?? { kinds: new Set(), gone: new Set() }
    kept.set(key, own)
    for (const { id, type, target, outside } of await relationsOf(parts, key)) {
      const kind = type.slice(type.lastIndexOf('/') + 1)
      const known = kept.get(target)
      const isListed = GONE_THROUGH.has(kind) || AS_PACKED.has(kind)
      // A table that points to anything points to the query that fills it.
      const isFetched = kind === 'table' && parts.has(relationsName(target))
      if (outside || !parts.has(target) || !isListed || isFetched) own.gone.add(id)
      else if (known) known.kinds.add(kind)
      else {
        kept.set(target, { kinds: new Set([kind]), gone: new Set() })
        open.push(target)
      }
    }
  }
  return kept
}

export const isGoneThrough = ({ kinds }: KeptPart): boolean =>
  [...kinds].some((kind) => GONE_THROUGH.has(kind))

/** A unit without its formulas; nothing of it where it rests on what is gone, or on a formula that cannot be taken out. */
export function leftOf({ markup, own, elements }: Unit, gone: ReadonlySet<string>): string {
  const edits: Edit[] = []
  for (const element of elements) {
    const { name, attributes, text } = element
    const rests = Object.entries(attributes).some(([key, value]) => key.includes(':') && gone.has(value))
    // Of the sheets that are listed each stands for itself.
    if (rests && name !== 'sheet') return ''
    const isBound = name === 'f' ? own.name === 'extLst' : BOUND.has(name)
    if (isBound && calls(text)) return ''
    if (name === 'cfvo' && attributes.type === 'formula' && calls(attributes.val ?? '')) return ''
    if (rests || LOOSE.has(name) || (name === 'definedName' && calls(text))) edits.push(element)
    else if (Object.keys(attributes).some((key) => LIVE.has(key)))
      edits.push({ from: element.from, to: element.opened, put: openingTag(element, LIVE) })
  }
  return edited(markup, edits)
}

/** Conditions of looks and of what may be typed, which are nothing without their formula; newer ones stand at the end. */
const BOUND = new Set(['formula', 'formula1', 'formula2'])
/** What a table fills its next row with. */
const LOOSE = new Set(['calculatedColumnFormula', 'totalsRowFormula'])
/** What a shape runs when it is pressed, and what a table reckons at its foot. */
const LIVE = new Set(['macro', 'totalsRowFunction'])

/** Places, lists and numbers do nothing. Calls, other files and other programs may. */
const calls = (formula: string) =>
  /[[|]/.test(formula) || formula.replace(/'[^']*'|"[^"]*"/g, '').includes('(')
