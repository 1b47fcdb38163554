import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'
import type { CertificateCheckProps } from './certificate-check.tsx'

const empty: FormProps = { action: '/verify', values: {}, errors: [] }

export const certificateCheckFormExamples: Examples<FormProps> = {
  empty,
  'nothing typed': {
    ...empty,
    values: { q: '', digest: 'xyz' },
    errors: [
      { field: 'q', code: 'certificate.required' },
      { field: 'digest', code: 'digest.format' },
    ],
  },
  'none of the hall': {
    ...empty,
    values: { q: '20261128000000000000' },
    problem: '没有这份证明：编号或二维码对不上。',
  },
}

export const certificateCheckExamples: Examples<CertificateCheckProps> = {
  'a certificate of two': {
    issued: '2026年11月28日 18:30',
    until: '2027年5月28日',
    certificate: {
      ...{ number: '20261128123456789012', unitName: '江苏临江精密机械有限公司' },
      ...{ creditCode: '91320100MA10000250', place: '江苏省南京市' },
      insurances: ['企业职工基本养老保险', '失业保险', '工伤保险'],
      ...{ from: '2025-11', to: '2026-10', issuedAt: '2026-11-28T10:30:00.000Z' },
      ...{ expiresAt: '2027-05-28T16:00:00.000Z', digest: '5d41402abc4b2a76'.repeat(4), personCount: 2 },
      persons: [
        { name: '李**', number: '*****1234', runs: [{ from: '2025-11', to: '2026-10' }], months: 12 },
        {
          ...{ name: '王**', number: '*****0022', months: 8 },
          runs: [
            { from: '2025-11', to: '2026-02' },
            { from: '2026-07', to: '2026-10' },
          ],
        },
      ],
    },
  },
}
