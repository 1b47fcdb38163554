import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressProblem } from '../../schema/counter-clients.ts'
import { counterCopy, counterFieldRefusals, counterMessage } from '../../schema/counter-refusals.ts'
import { judgeOpening, leaving, maySee } from '../../worker/counter/rules.ts'
import { stepOf } from '../../worker/counter/totp.ts'
import { recognise } from '../../worker/lib/scanned-file.ts'

describe('a one-time code', () => {
  // RFC 6238, appendix B, SHA-1, its last six digits.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const VECTORS: [number, string][] = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ]

  it.each(VECTORS)('at %s seconds is %s, as the standard has it', (seconds, code) => {
    const step = Math.floor(seconds / 30)
    expect(stepOf(SECRET, code, seconds * 1000)).toBe(step)
    for (const off of [-30, 30]) expect(stepOf(SECRET, code, (seconds + off) * 1000)).toBe(step)
    for (const off of [-61, 61]) expect(stepOf(SECRET, code, (seconds + off) * 1000)).toBeUndefined()
  })

  it('of nobody is never right', () => {
    for (const [seconds, code] of VECTORS) expect(stepOf(undefined, code, seconds * 1000)).toBeUndefined()
  })
})

describe('an opening', () => {
  const input = { role: 'administrator', unitName: '南京某某有限公司' } as const
  type Known = Parameters<typeof leaving>[0]['operators'][number]
  const unit = (operators: Partial<Known>[]) => ({
    ...{ id: 'u', name: input.unitName as string },
    operators: operators.map(
      (one, index): Known => ({
        ...{ id: String(index), role: 'handler', samePerson: false, sameMobile: false },
        ...one,
      }),
    ),
  })

  it('is judged by what the unit is and has', () => {
    expect(judgeOpening(undefined, input)).toMatchObject({ ok: true })
    expect(judgeOpening(unit([]), input)).toMatchObject({ ok: true })
    expect(judgeOpening(unit([{ role: 'legal_representative' }]), input)).toMatchObject({ ok: true })
    const refused = [
      [{ ...unit([]), name: '别的名称' }, 'opening_unit_name'],
      [unit([{ role: 'administrator' }]), 'opening_has_role'],
      [unit([{ role: 'handler', samePerson: true }]), 'opening_is_operator'],
      [unit([{ role: 'handler', sameMobile: true }]), 'opening_mobile_taken'],
    ] as const
    for (const [known, error] of refused) expect(judgeOpening(known, input)).toEqual({ ok: false, error })
  })

  it('is seen by its office and the administration', () => {
    const opening = { office: 'A' }
    expect(maySee({ role: 'clerk', office: 'A' }, opening)).toBe(true)
    expect(maySee({ role: 'clerk', office: 'B' }, opening)).toBe(false)
    expect(maySee({ role: 'administrator', office: 'B' }, opening)).toBe(true)
  })

  it('for a successor takes the place of whoever was the legal representative, and of what they were themselves', () => {
    const successor = { role: 'successor', unitName: '改了的名称' } as const
    const before = { role: 'legal_representative' } as const
    expect(judgeOpening(unit([before]), successor)).toMatchObject({ ok: true })
    const promoted = unit([before, { role: 'administrator', samePerson: true, sameMobile: true }, {}])
    expect(judgeOpening(promoted, successor)).toMatchObject({ ok: true })
    expect(leaving(promoted).map(({ role }) => role)).toEqual(['legal_representative', 'administrator'])
    const refused = [
      [undefined, 'opening_nobody_before'],
      [unit([{ role: 'administrator' }]), 'opening_nobody_before'],
      [unit([{ ...before, samePerson: true }]), 'opening_is_operator'],
      [unit([before, { sameMobile: true }]), 'opening_mobile_taken'],
    ] as const
    for (const [known, error] of refused) expect(judgeOpening(known, successor)).toEqual({ ok: false, error })
  })
})

describe('a file', () => {
  it('that is anything at all is looked at without a fault, and is never longer than it is', () => {
    const heads = [
      [],
      [0xff, 0xd8, 0xff],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
      [...Buffer.from('%PDF-1.4\n')],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
        const bytes = new Uint8Array([...head, ...rest])
        expect(recognise(bytes)?.length ?? 0).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an address of a client', () => {
  it('is an exact one', () => {
    for (const good of [
      'https://a.example/x?y=1',
      'https://a.example',
      'http://localhost:1/x',
      'http://127.0.0.1/x',
    ])
      expect(addressProblem(good, 'address')).toBeUndefined()
    for (const bad of [
      'https://a.example/ x',
      'https://a.example\\x',
      'ftp://a.example/',
      'https://[::1',
      '*',
      '',
    ])
      expect(addressProblem(bad, 'address')).toBe('address.format')
  })
})

describe('what is said at the counter', () => {
  it('has a sentence for each of its codes and for any other', () => {
    for (const code of [...Object.keys(counterCopy), ...Object.keys(counterFieldRefusals), 'x', 'toString'])
      expect(counterMessage(code)).toMatch(/^\p{Script=Han}.*。$/u)
    expect(counterMessage('credit_code.required')).toMatch(/信用代码/)
  })
})
