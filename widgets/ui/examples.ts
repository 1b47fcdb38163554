/** A widget's states as data: a name in plain words, and the props that lead to it. */
export type Examples<Props> = Record<string, Props>
