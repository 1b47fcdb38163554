import { COMMON_PASSWORDS } from './common-password-list.ts'

/*
 * Refuses what guessers try first. Only the Worker imports this: the list stays out of browser bundles, and a
 * password that passes the written rule is judged once, on the server.
 */

const FEW = 2 // characters beside patterns that don't make a password of patterns any better

/** Words that passwords are made of here, in lower case. */
const WORDS =
  'password passwd pass admin administrator root test guest user login welcome hello master manager system ' +
  'server secret letmein iloveyou iloveu love woaini woaiwo dragon monkey sunshine princess football superman batman ' +
  'computer internet windows office china zhongguo jiangsu nanjing wuxi xuzhou changzhou suzhou nantong lianyungang ' +
  'huaian yancheng yangzhou zhenjiang taizhou suqian beijing shanghai js jsrs jshrss hrss rsj rensheju shebao renshe ' +
  'danwei gongsi company caiwu renshi kuaiji zhang wang zhao chen yang liu huang zhou'

const LOOKALIKES: Record<string, string> = {
  a: '[a@4]',
  e: '[e3]',
  i: '[i1!]',
  l: '[l1]',
  o: '[o0]',
  s: '[s$5]',
}

const words = WORDS.split(' ').map((word) =>
  word.replace(/[aeilos]/g, (letter) => LOOKALIKES[letter] ?? letter),
)
const AROUND_WORDS = new RegExp(`^([^a-z]*?)(?:${words.join('|')}){1,2}([^a-z]*)$`)

const DATE = /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?/ // a year, also with month and day
const FAVOURITES = /^(?:(?:19|20)\d{2}(?:\d{2}){0,2}|5201314|1314520|1314|520|\d{0,3})$/

/** What fingers and counting make: rows and columns of keyboard and number pad, the alphabet; also backwards. */
const TRACKS = [
  ...['01234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./', 'abcdefghijklmnopqrstuvwxyz'],
  ...[
    '1qaz',
    '2wsx',
    '3edc',
    '4rfv',
    '5tgb',
    '6yhn',
    '7ujm',
    '8ik,',
    '9ol.',
    '0p;/',
    '147258369',
    '159',
    '357',
  ],
  ...['1q2w3e4r5t6y7u8i9o0p', 'q1w2e3r4t5y6u7i8o9p0', 'a1b2c3d4e5f6g7', '1a2b3c4d5e6f7g'],
].flatMap((track) => [track, [...track].reverse().join('')])

/** Whether a password is one of the usual ones, in any case and with the usual replacements and additions. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase()
  if (COMMON_PASSWORDS.has(lower) || /^(.{1,5})\1+$/.test(lower)) return true
  return madeOfRuns(lower) || isDecoratedWord(lower)
}

/** `P@ssw0rd2024!`: a word with signs and a year, a run or next to nothing around it. */
function isDecoratedWord(lower: string): boolean {
  const parts = AROUND_WORDS.exec(lower)
  if (!parts) return false
  return [parts[1] ?? '', parts[2] ?? ''].every((around) => {
    const digits = around.replace(/\D/g, '')
    return FAVOURITES.test(digits) || charactersOutsideRuns(digits) === 0
  })
}

/** `Qwer1234!`, `Aa123456`: runs, dates and repetitions, and at most two characters more. */
function madeOfRuns(lower: string): boolean {
  return charactersOutsideRuns(lower) <= FEW
}

function charactersOutsideRuns(lower: string): number {
  let outside = 0
  for (let place = 0; place < lower.length; ) {
    const run = runAt(lower.slice(place))
    if (run === 0) outside += 1
    place += Math.max(run, 1)
  }
  return outside
}

/** Length of the longest run at the start of a text, 0 if there is none. */
function runAt(text: string): number {
  const repeated = /^(.)\1+/.exec(text)?.[0].length ?? 0
  const date = DATE.exec(text)?.[0].length ?? 0
  const keys = [...text].map(unshifted).join('')
  const counted = Math.max(...TRACKS.map((track) => sharedLength(track, keys)))
  return Math.max(repeated, date, counted >= 3 ? counted : 0)
}

/** How far a text follows a track from wherever on the track its first character is. */
function sharedLength(track: string, text: string): number {
  const start = track.indexOf(text.charAt(0))
  let length = 0
  while (start >= 0 && length < text.length && track[start + length] === text[length]) length += 1
  return length
}

/** The key that makes a sign on the usual keyboard: `!` is the shifted `1`. */
function unshifted(sign: string): string {
  const digit = ')!@#$%^&*('.indexOf(sign)
  return digit < 0 ? sign : String(digit)
}
