import type { Examples } from '../ui/examples.ts'
import type { CounterClientProps } from './counter-client.tsx'

const empty: CounterClientProps = { action: '/counter/clients/new', values: {}, errors: [] }
const values = {
  clientId: 'my-city',
  clientName: '南京市政务服务网',
  redirectUris: 'https://portal.example/callback\nhttps://portal.example/mobile/callback',
  origins: 'https://portal.example',
}

export const counterClientExamples: Examples<CounterClientProps> = {
  empty,
  'addresses that are none': {
    ...empty,
    values: { ...values, redirectUris: 'http://portal.example/*' },
    errors: [
      { field: 'redirectUris', code: 'address.format' },
      { field: 'jwks', code: 'jwks.format' },
    ],
  },
  'a colour that is too light': {
    ...empty,
    values: { ...values, themeAct: '#00bcd4', themeCorners: 'round', themeCompact: 'yes' },
    errors: [{ field: 'themeAct', code: 'theme_act.contrast' }],
  },
  'one that is there, by secret': { ...empty, values, known: { byKeys: false } },
}
