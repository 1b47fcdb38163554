import type { TargetedMouseEvent } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Button } from './button.tsx'
import { useSecondsLeft } from './clock.ts'
import type { FieldError } from './errors.ts'
import { Frame, inputProps, type Labelled } from './field.tsx'
import { numberIn, post } from './post.ts'

/** One code a minute and number, unless the answer says otherwise; partners refuse more. */
const USUAL_WAIT_SECONDS = 60

export interface SmsFieldProps extends Labelled {
  /** Where 「发送验证码」 posts: as a form without a script, as JSON with one. */
  sendAction: string
  /** A code was sent just before this page was made. */
  sent?: boolean | undefined
  /** What to send, or nothing when a field it needs is wrong and the form has said so. */
  gather: (form: HTMLFormElement) => Record<string, string> | undefined
  onRefused: (refusal: { problem?: string | undefined; errors: FieldError[] }) => void
}

/** Six digits in one input, which phones fill in from the message, and the button that sends them. */
export function SmsField(props: SmsFieldProps) {
  const [sends, setSends] = useState(props.sent ? 1 : 0)
  const [sending, setSending] = useState(false)
  const [resting, setResting] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const left = useSecondsLeft(resting, sends)

  async function send(event: TargetedMouseEvent<HTMLButtonElement>) {
    event.preventDefault()
    const form = event.currentTarget.form
    const body = form && props.gather(form)
    if (!body || sending) return
    setSending(true)
    const reply = await post(props.sendAction, body)
    setSending(false)
    if (!reply.ok) return props.onRefused(reply)
    setSends(sends + 1)
    setResting(numberIn(reply.body, 'resendAfter') ?? USUAL_WAIT_SECONDS)
    input.current?.focus()
  }

  return (
    <Frame {...props}>
      <div class="with-button">
        <input
          {...inputProps(props)}
          ref={input}
          class="input input-code"
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
        />
        <Button
          formaction={props.sendAction}
          working={sending}
          workingLabel="正在发送…"
          disabled={left > 0}
          onClick={send}
        >
          {left > 0 ? `${left} 秒后可重发` : sends > 0 ? '重新发送' : '发送验证码'}
        </Button>
      </div>
      <p class="field-hint" role="status">
        {sends > 0 && !sending ? '验证码已经发出，请看手机短信。一分钟还没收到，可以重新发送。' : ''}
      </p>
    </Frame>
  )
}
