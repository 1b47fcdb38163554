import type { RefObject } from 'preact'
import { LETTER_MAX_BYTES } from '../../schema/counter.ts'
import type { Check } from '../ui/check.ts'
import { Frame, inputProps, type Labelled } from '../ui/field.tsx'

/** Says before anything is sent that a file is missing or too large; what it is, only its content tells the hall. */
export const letterCheck =
  (input: RefObject<HTMLInputElement | null>): Check =>
  () => {
    const file = input.current?.files?.[0]
    if (!file) return { code: 'letter.required' }
    return file.size > LETTER_MAX_BYTES ? { code: 'letter.size' } : { value: '' }
  }

/** A scanned letter: `input` is where the check looks for it. */
export function LetterField(props: Labelled & { input: RefObject<HTMLInputElement | null> }) {
  return (
    <Frame {...props}>
      <input
        {...inputProps(props)}
        ref={props.input}
        class="input letter-input"
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        required
      />
    </Frame>
  )
}
