/** Verification for programs: a certificate by its number or its code. */
import { Hono } from 'hono'
import { VerifiedCertificate, VerifyCertificate, verifyRefusals } from '../../schema/certificates.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { verifyCertificate } from './verify.ts'

export const certificatesApi = new Hono<Env>().post(
  '/certificates/verify',
  allow('anyone'),
  answers(
    'Whether a certificate is genuine, by its number or the code of its QR code; with `digest`, whether it still says what it said',
    { 200: VerifiedCertificate },
    verifyRefusals,
  ),
  body(VerifyCertificate),
  async (c) => {
    const found = await verifyCertificate(c.env, c.var.origin, c.var.now, c.req.valid('json'))
    return found.ok ? c.json(found.value) : problem(c, verifyRefusals, found.error)
  },
)
