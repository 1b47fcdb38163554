import type { Examples } from '../ui/examples.ts'
import type { LoginWaysProps } from './login-ways.tsx'

export const loginWaysExamples: Examples<LoginWaysProps> = {
  'by password': { current: 'password', children: '' },
  'by a CA key': { current: 'ca', children: '' },
  'by licence, on the way to another page': { current: 'licence', query: '?next=%2Fcenter', children: '' },
}
