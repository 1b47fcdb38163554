/** The steps of the hall that ask an outside system, each ready to be taken. */
import type { Steps } from './call.ts'
import { faces } from './face.ts'
import { federation } from './federation.ts'
import { others } from './others.ts'
import { messages } from './sms.ts'

export type { OutsideCall, Stage } from './call.ts'
export { comingBack } from './federation.ts'

export const outsideCalls: Steps = (stage) => [
  ...faces(stage),
  ...messages(stage),
  ...federation(stage),
  ...others(stage),
]
