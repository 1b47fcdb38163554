/** The peer for the hash: the usual JavaScript argon2id, at the same cost as ours. */
import { argon2id } from '@noble/hashes/argon2.js'

const salt = new Uint8Array(16).fill(7)

export default {
  fetch(request) {
    if (new URL(request.url).pathname !== '/hash') return new Response()
    // OWASP's second choice: 19 MiB, two passes, one lane.
    argon2id('Js292010!', salt, { m: 19_456, t: 2, p: 1, dkLen: 32 })
    return new Response()
  },
}
