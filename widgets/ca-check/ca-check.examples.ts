import type { Examples } from '../ui/examples.ts'
import type { CaCheckProps } from './ca-check.tsx'

const none = { state: 'not_installed', keys: 0 } as const
const drivers = [
  ...[
    { driver: 'pkcs11', state: 'ready', keys: 1 } as const,
    { driver: 'skf', state: 'no_key', keys: 0 } as const,
  ],
  ...[{ driver: 'jsca', state: 'failed', keys: 0 } as const, { driver: 'bjca', ...none } as const],
]

export const caCheckExamples: Examples<CaCheckProps> = {
  'before anything': {},
  'all is well': { found: { status: { extension: '1.0.0', host: { version: '1.0.0', drivers } } } },
  'no key': {
    found: {
      status: {
        extension: '1.0.0',
        host: { version: '1.0.0', drivers: [{ driver: 'skf', state: 'no_key', keys: 0 }] },
      },
    },
  },
  'no host': { found: { status: { extension: '1.0.0', host: { fault: 'no_host' } } } },
  'no extension': { found: { fault: 'no_extension' } },
}
