import { describe, expect, it } from 'vitest'
import { RecoveryStep } from '../../schema/recovery.ts'
import { advance, FLOW_MS } from '../../worker/flows/rules.ts'
import { type Act, steps } from '../../worker/recovery/rules.ts'

const NOW = 1_800_000_000_000
const ACTS: Act[] = ['solve', 'ask_face', 'pass_face', 'send_code', 'prove_mobile', 'set_password']

describe('a recovery', () => {
  it('comes to a new password by the puzzle and a proof alone', () => {
    const reached = new Map<string, string>()
    for (const step of RecoveryStep.options)
      for (const act of ACTS) {
        const to = advance(steps, { step, expiresAt: NOW + FLOW_MS }, act, NOW)
        if (to.ok && to.value !== step) reached.set(`${step} ${act}`, to.value)
      }
    expect(Object.fromEntries(reached)).toEqual({
      'puzzle solve': 'proof',
      'proof pass_face': 'password',
      'proof prove_mobile': 'password',
      'password set_password': 'done',
    })
  })

  it('is over after ten minutes, at whatever step', () => {
    for (const step of ['puzzle', 'proof', 'password'] as const)
      for (const act of ACTS)
        expect(advance(steps, { step, expiresAt: NOW }, act, NOW)).toEqual({
          ok: false,
          error: 'flow_expired',
        })
  })
})
