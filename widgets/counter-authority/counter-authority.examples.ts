import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'
import type { CounterAuthorityProps } from './counter-authority.tsx'

const blank = { action: '/counter/authorities/new', values: {}, errors: [] }
const filled = {
  ...{ authorityName: '示范 CA', profile: 'common', ocspUrl: 'http://ocsp.example/', crlUrl: '' },
  ...{ freshHours: '24', localClient: 'yes' },
}

export const certificateFormExamples: Examples<FormProps> = {
  blank,
  'nothing chosen': { ...blank, errors: [{ field: 'certificate', code: 'certificate.required' }] },
  'not a CA': {
    ...blank,
    problem: '这张证书不是发证机构的证书，没有签发证书的用途。请向发证机构索取它的根证书或中级证书。',
  },
}

export const counterAuthorityExamples: Examples<CounterAuthorityProps> = {
  'a new one': { ...blank, values: { freshHours: '24', localClient: 'yes' } },
  'one that is listed': { ...blank, values: filled, known: true },
  'all wrong': {
    ...blank,
    values: { ...filled, ocspUrl: 'ocsp', freshHours: '0' },
    errors: [
      { field: 'authorityName', code: 'authority_name.required' },
      { field: 'profile', code: 'profile.required' },
      { field: 'ocspUrl', code: 'check_url.format' },
      { field: 'freshHours', code: 'fresh_hours.format' },
    ],
  },
}
