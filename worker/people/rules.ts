/** Which names a person may be found under, and where their sign-in leads. */
import { documentTypes } from '../../schema/fields/document-type.ts'
import { isMobile } from '../../schema/fields/mobile.ts'

export interface Names {
  /** A mobile number may be some passport's number too; nothing else can be a mobile number. */
  mobile: string | undefined
  /** As they are indexed, `type|number`: the form asks for no type, so the number is looked for under each. */
  documents: string[]
}

export const namesOf = (typed: string): Names => ({
  mobile: isMobile(typed) ? typed : undefined,
  documents: documentTypes().map(({ code }) => `${code}|${typed}`),
})

/** Where to go on after signing in: a page of the personal centre, never another site. */
export const goOn = (next: string | undefined) =>
  next && /^\/person(\/[a-z\d-]+)*$/.test(next) && !next.startsWith('/person/login') ? next : '/person'

export const nextQuery = (next: string | undefined) => (next ? `?next=${encodeURIComponent(goOn(next))}` : '')
