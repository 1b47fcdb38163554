/** The scanned letter in R2: sealed with a key of its own, which only the row of its opening holds. */
import type { Bindings } from '../lib/env.ts'
import { type FilePlace, putSealedFile, readSealedFile } from '../lib/sealed-file.ts'

const placeOf = (openingId: string): FilePlace => ({
  ...{ path: `letters/${openingId}`, id: openingId, keyPlace: 'counter_opening.letter_key' },
})

/** Puts a letter where only `readLetter` with the returned key can read it. */
export const putLetter = (env: Bindings, openingId: string, letter: Uint8Array<ArrayBuffer>) =>
  putSealedFile(env, placeOf(openingId), letter)

/** The letter as it came; undefined when the file is gone. */
export const readLetter = (env: Bindings, openingId: string, keySealed: string) =>
  readSealedFile(env, placeOf(openingId), keySealed)

/** Takes a letter away again whose opening came to nothing. */
export const dropLetter = (env: Bindings, openingId: string) => env.FILES.delete(placeOf(openingId).path)
