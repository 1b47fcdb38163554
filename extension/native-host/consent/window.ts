/** Where a person is asked, outside of any page. What is asked lies in `words.ts`, the order of it in `consent.ts`. */

export interface Question {
  title: string
  text: string
  yes: string
  cancel: string
}

/** `failed`: the window could not be shown. */
export type Unanswered = 'cancelled' | 'failed'

export interface Window {
  /** With `no`, there is a third button beside yes and cancel. */
  confirm(question: Question & { no?: string }, signal: AbortSignal): Promise<'yes' | 'no' | Unanswered>
  /** The PIN as bytes, which whoever gets them overwrites. */
  secret(question: Question & { prompt: string }, signal: AbortSignal): Promise<Buffer | Unanswered>
  /** Number of the option; only windows that can show a list have it. */
  pick?(question: Question & { options: string[] }, signal: AbortSignal): Promise<number | Unanswered>
}
