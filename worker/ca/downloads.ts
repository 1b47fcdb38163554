/** Where what signing in with a CA key needs is had: addresses that a deployment sets (docs/operating-guide.md). */
import * as v from 'valibot'
import type { Bindings } from '../lib/env.ts'

const address = v.optional(v.pipe(v.string(), v.regex(/^(https:\/\/[\w.-]+(:\d+)?)?\/[\w./~%?=&-]*$/)))

/** Stores or files by browser, and files by system. */
const Downloads = v.object({
  ...{ chrome: address, edge: address, firefox: address },
  ...{ windows: address, macos: address, linux: address },
})
export type Downloads = v.InferOutput<typeof Downloads>

/** None where nothing is set; an address that cannot be right is a fault of the deployment's, told at once. */
export const downloadsOf = ({ CA_DOWNLOADS }: Bindings): Downloads =>
  v.parse(Downloads, JSON.parse(CA_DOWNLOADS || '{}'))
