/** What a password's hash costs. OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
export const COST = { memorySize: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
