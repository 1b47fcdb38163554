/** An account that a bench signs in with. */
export type Account = {
  /** Unit number, eight digits. */
  unit: string
  /** The legal representative's mobile number. */
  person: string
  password: string
  /** When it was made, in milliseconds since the epoch: decides where its rows lie among the others. */
  at: number
}

/** Where the bench build of the hall takes an account. */
export const ACCOUNT_PATH = '/__bench/account'

const FIRST_YEARS = Date.UTC(2005, 0)
const SPAN = Date.UTC(2019, 11) - FIRST_YEARS

/** `count` accounts whose numbers and times lie evenly over the whole range that a full database holds. */
export function accounts(count: number): Account[] {
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 0.5) / count
    // Thirteen further, because the numbers that fill.ts gives out lie at round steps.
    const unit = String(Math.floor(1e7 + share * 7.9e7) + 13)
    return { unit, person: `139${unit}`, password: 'Js292010!', at: Math.floor(FIRST_YEARS + share * SPAN) }
  })
}

/** Everybody's, as a person; their document number is `person`. */
export const NAME = '李小明'
