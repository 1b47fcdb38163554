import { caseMessage } from '../../schema/case-form.ts'
import { ratingNames, WORDS_MAX } from '../../schema/cases.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf, type FieldError } from '../ui/errors.ts'
import { FieldError as Wrong } from '../ui/field.tsx'
import { TextArea } from '../ui/text-area.tsx'

export interface CaseRatingProps {
  action: string
  values: { rating?: string | undefined; words?: string | undefined }
  errors: readonly FieldError[]
}

/** From content to discontent, as people are used to it. */
const CHOICES = Object.entries(ratingNames).toSorted(([a], [b]) => Number(b) - Number(a))

/** How content the unit is with a case that has ended. Posts `rating` (1 to 5) and `words`. */
export function CaseRating({ action, values, errors }: CaseRatingProps) {
  const [rating, words] = ['rating', 'words'].map((name) => errorOf(errors, name, caseMessage))
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        errors={errors.map(({ field, code }) => ({ field, text: caseMessage(code) }))}
        autofocus
      />
      <fieldset class="case-rating" aria-describedby={rating ? 'field-rating-error' : undefined}>
        <legend class="field-label">这次办事，您满意吗</legend>
        {rating && <Wrong name="rating">{rating}</Wrong>}
        <div class="case-rating-choices">
          {CHOICES.map(([value, name], index) => (
            <label key={value}>
              <input
                type="radio"
                id={index === 0 ? 'field-rating' : undefined}
                name="rating"
                value={value}
                defaultChecked={values.rating === value}
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        name="words"
        label="想说的话"
        hint="选了不满意或非常不满意，请写明原因。"
        value={values.words}
        error={words}
        maxlength={WORDS_MAX}
        rows={3}
      />
      <Button kind="primary">提交评价</Button>
    </form>
  )
}
