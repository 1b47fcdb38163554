import { message } from '../../schema/copy.ts'
import { PuzzleAnswer } from '../../schema/fields/puzzle-answer.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

export interface WordsPuzzleProps extends FormProps {
  /** What is told and asked, in whole sentences that can be read out. */
  question: string
}

const checks = { answer: atom(PuzzleAnswer) }

/** A question in words, for whoever cannot see or drag. Posts `answer`, and the question's id among the hidden. */
export function WordsPuzzle(props: WordsPuzzleProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <Field
        name="answer"
        label={props.question}
        hint="只写数字，例如 37。2 分钟内有效。"
        value={props.values.answer}
        error={form.error('answer')}
        inputmode="numeric"
        autocomplete="off"
        maxlength={20}
        required
        code
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        下一步
      </Button>
    </Form>
  )
}
