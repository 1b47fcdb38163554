import { fileURLToPath } from 'node:url'

/** The project's folder, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Where this bench's own sources lie. */
export const HERE = `${ROOT}/test/bench`

/** Everything the bench writes; ignored by git. */
export const OUT = `${ROOT}/.bench`

/** The folder that the peers are installed into. */
export const PEERS = `${OUT}/peers`
