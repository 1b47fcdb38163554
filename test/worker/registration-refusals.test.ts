import { describe, expect, it } from 'vitest'
import { message } from '../../schema/copy.ts'
import {
  aPerson,
  aUnit,
  identityOf,
  passFace,
  readFace,
  registerPerson,
  registerUnit,
  sandbox,
  startPerson,
} from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { stepOf, ticked } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CURRENT = '/api/v1/registrations/current'
const start = (kind: 'person' | 'unit', body: object) =>
  new Visitor(world.hall.origin).post<{ title: string; errors: object[] }>(
    `/api/v1/registrations/${kind}`,
    body,
  )

describe('step one', () => {
  it('names each field that is wrong, with a code that has a sentence', async () => {
    const wrong = {
      creditCode: '91350100M000100Y42',
      documentType: '01',
      documentNumber: '320101199001011234',
    }
    const { status, json } = await start('unit', { ...wrong, unitName: 'A', name: '' })
    expect(status).toBe(422)
    expect(json).toMatchObject({ reason: 'invalid' })
    const found = Object.fromEntries(
      (json.errors as { field: string; code: string }[]).map((e) => [e.field, e.code]),
    )
    expect(found).toEqual({
      ...{ creditCode: 'credit_code.check_digit', documentNumber: 'document_number.check_digit' },
      ...{ unitName: 'unit_name.length', name: 'person_name.required' },
      ...{ agreement: 'agreement.required', consent: 'consent.required' },
    })
    for (const code of Object.values(found)) expect(message(code)).toMatch(/^[^a-z]+。$/)
  })

  it('wants the agreement and, apart from it, the consent to use identity and face', async () => {
    for (const box of ['agreement', 'consent']) {
      const refused = await start('person', { ...identityOf(aPerson()), ...ticked, [box]: false })
      expect(refused).toMatchObject({
        ...{ status: 422, json: { errors: [{ field: box, code: `${box}.required` }] } },
      })
    }
  })

  it('refuses a unit that is registered already', async () => {
    const { unit, person } = await registerUnit(world)
    const refused = await start('unit', { ...unit, ...identityOf(person), ...ticked })
    expect(refused).toMatchObject({
      ...{ status: 409, json: { reason: 'unit_registered', errors: [{ field: 'creditCode' }] } },
    })
  })

  it('refuses a legal representative who is no registered person, or of another name', async () => {
    const stranger = await start('unit', { ...aUnit(), ...identityOf(aPerson()), ...ticked })
    expect(stranger).toMatchObject({ status: 409, json: { reason: 'person_unknown' } })
    const person = await registerPerson(world)
    const renamed = await start('unit', {
      ...aUnit(),
      ...identityOf({ ...person, name: '欧阳某' }),
      ...ticked,
    })
    expect(renamed).toMatchObject({
      ...{ status: 409, json: { reason: 'name_mismatch', errors: [{ field: 'name' }] } },
    })
  })

  it('refuses a person who is registered already, or whose name and number do not belong together', async () => {
    const person = await registerPerson(world)
    const twice = await start('person', { ...identityOf(person), ...ticked })
    expect(twice).toMatchObject({ status: 409, json: { reason: 'person_registered' } })
    const other = aPerson()
    await sandbox(world).post('population', { mismatches: [other.documentNumber] })
    const mismatch = await start('person', { ...identityOf(other), ...ticked })
    expect(mismatch).toMatchObject({ status: 409, json: { reason: 'identity_mismatch' } })
  })
})

describe('the face check', () => {
  it('tells a face that failed from another person and from somebody who cancelled, and may be tried again', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    const outcomes = { failed: 'failed', other_face: 'other_person', cancelled: 'cancelled' }
    for (const [outcome, status] of Object.entries(outcomes)) {
      await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
      await sandbox(world).face(person.documentNumber, outcome)
      expect(await readFace(world, visitor)).toMatchObject({ status, next: '/register/face' })
      expect(await stepOf(visitor)).toBe('face')
    }
    await passFace(world, visitor, person)
    expect(await stepOf(visitor)).toBe('account')
  })

  it('stays open for somebody who walked away, and is opened five times in one registration at the most', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    expect(await visitor.get(`${CURRENT}/face`)).toMatchObject({
      status: 409,
      json: { reason: 'face_not_started' },
    })
    for (let tries = 0; tries < 5; tries++)
      expect(await visitor.post(`${CURRENT}/face`, { method: 'alipay' })).toMatchObject({ status: 201 })
    expect(await visitor.post(`${CURRENT}/face`, { method: 'alipay' })).toMatchObject({
      ...{ status: 429, json: { reason: 'face_flow_spent' } },
    })
    await sandbox(world).face(person.documentNumber, 'walked_away')
    expect(await readFace(world, visitor)).toMatchObject({ status: 'pending' })
  })
})
