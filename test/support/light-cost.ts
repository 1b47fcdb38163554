/**
 * Stands in the place of worker/lib/password-cost.ts in the light hall of the tests: argon2id all the same, for the
 * least that it can cost. Nothing that is deployed is built with it (light-hall.ts).
 */
export const COST = { memorySize: 64, passes: 1, parallelism: 1, tagLength: 32 }
