/** The halls that this build is made for; `settings.ts` says where the list comes from. */

declare const __HALLS__: readonly string[]

export const HALLS = __HALLS__

/** Match patterns know no port, so the origin is looked up in full. */
export const isHall = (origin: string): boolean => HALLS.includes(origin)
