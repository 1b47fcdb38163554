/** What is made on somebody else's word, each as one batch: a unit, its legal representative, or who that is. */
import { PROVINCIAL, regionOfCreditCode } from '../../schema/fields/region.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { sealer } from '../lib/sealed.ts'
import { insertOperator, insertUnit, type SealedDocument, type SealedMobile } from '../units/store.ts'
import type { View } from './look.ts'
import { personOf } from './person.ts'
import type { Proved } from './proved.ts'
import { completeOperator, nameMustBeFree } from './store.ts'

type Make = (
  env: Bindings,
  origin: Origin,
  now: number,
  proved: Proved,
  view: View,
) => Promise<D1PreparedStatement[]>

/** Statements by what was decided; a batch of them is refused when somebody else was first. */
export const creations = {
  async open_unit(env, origin, now, proved, view) {
    const { creditCode, unitName: name } = proved
    const unitId = newId(now)
    const region = regionOfCreditCode(creditCode)?.code ?? PROVINCIAL.code
    return [
      nameMustBeFree(env.DB, name),
      insertUnit(env.DB, { id: unitId, creditCode, name, region, now }),
      mustChange(env.DB),
      ...(await addTo(env, origin, now, proved, view, unitId, `register_unit_${proved.way}`)),
    ]
  },

  add_representative: async (env, origin, now, proved, view) =>
    addTo(env, origin, now, proved, view, view.unit?.id ?? '', 'add_representative'),

  async complete_representative(env, origin, now, proved, view) {
    const { unit, representative } = view
    const { personId, document, mobile } = await recordOf(env, proved, view)
    if (!unit || !representative || !document)
      throw new Error('decided for a unit and a document that are there')
    return [
      completeOperator(env.DB, unit.id, representative.id, {
        ...{ personId, documentType: document.type, documentIndex: document.index },
        ...{ documentSealed: document.sealed, mobileIndex: mobile?.index ?? null },
        mobileSealed: mobile?.sealed ?? null,
      }),
      mustChange(env.DB),
      await entry(env, origin, now, unit.id, representative.id, 'complete_representative'),
    ]
  },
} satisfies Record<string, Make>

async function addTo(
  env: Bindings,
  origin: Origin,
  now: number,
  proved: Proved,
  view: View,
  unitId: string,
  act: string,
) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const id = newId(now)
  const operator = insertOperator(env.DB, {
    ...{ unitId, id, keyId, now, role: 'legal_representative', password: null },
    ...(await recordOf(env, proved, view)),
    nameSealed: await seal(proved.representative.name, 'operator.name'),
  })
  return [operator, await entry(env, origin, now, unitId, id, act)]
}

const entry = (env: Bindings, origin: Origin, now: number, unitId: string, id: string, act: string) =>
  audited(env, origin, now, {
    ...{ unitId, actor: `operator:${id}`, act, subject: `operator:${id}`, result: 'done' },
  })

interface Recorded {
  personId: string | null
  document: SealedDocument | null
  mobile: SealedMobile | null
}

/** The legal representative as a row holds them, and the registered person they are, if they are one. */
async function recordOf(env: Bindings, proved: Proved, { mobileTaken }: View): Promise<Recorded> {
  const { seal, index } = await sealer(env.SEALING_KEYS)
  const { document } = proved.representative
  const mobile = mobileTaken ? undefined : proved.mobile
  return {
    personId: document ? await personOf(env, document) : null,
    document: document
      ? {
          type: document.documentType,
          index: await index(document.documentNumber, 'document'),
          sealed: await seal(document.documentNumber, 'operator.document'),
        }
      : null,
    mobile: mobile
      ? { index: await index(mobile, 'mobile'), sealed: await seal(mobile, 'operator.mobile') }
      : null,
  }
}
