import { isRealDay } from './calendar.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] // 2^(18-i) mod 11
const CHECK_CHARACTERS = '10X98765432' // by the weighted sum mod 11

export type IdentityNumberProblem =
  | 'document_number.length'
  | 'document_number.old_identity_card'
  | 'document_number.identity_character'
  | 'document_number.birth_date'
  | 'document_number.birth_in_future'
  | 'document_number.check_digit'

/**
 * The eighteenth character for the first seventeen digits of a citizen's number (GB 11643-1999).
 *
 * @param first17 digits; anything else is a bug of the caller and throws a RangeError
 */
export function identityCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('an identity number has 17 digits before its check')
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17.charAt(place)), 0)
  return CHECK_CHARACTERS.charAt(sum % 11)
}

/** Digits 7 to 14 as `YYYY-MM-DD`; whether that day exists is another question. */
export function birthDateOf(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
}

/**
 * What is wrong with a folded number of 18 characters built after GB 11643: citizens' cards, residence permits of
 * Hong Kong, Macao and Taiwan residents, and the newer permanent residence cards.
 *
 * @param today `YYYY-MM-DD`; the birth date must lie before it
 */
export function identityNumberProblem(number: string, today: string): IdentityNumberProblem | undefined {
  if (/^\d{15}$/.test(number)) return 'document_number.old_identity_card'
  if (number.length !== 18) return 'document_number.length'
  if (!/^\d{17}[\dX]$/.test(number)) return 'document_number.identity_character'
  const born = birthDateOf(number)
  if (!isRealDay(born)) return 'document_number.birth_date'
  if (born >= today) return 'document_number.birth_in_future'
  if (identityCheckCharacter(number.slice(0, 17)) !== number.charAt(17)) return 'document_number.check_digit'
  return undefined
}
