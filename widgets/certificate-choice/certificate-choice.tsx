import { certificateMessage, insuranceCodes } from '../../schema/certificates.ts'
import { INSURANCES } from '../../schema/fields/insurance.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field, FieldError, fieldId } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'

export interface ChoicePerson {
  id: string
  name: string
  number: string
}

export interface ChoiceList {
  persons: readonly ChoicePerson[]
  /** The id that this page comes after; empty for the first. */
  at: string
  /** The id that the next page comes after, if there is one. */
  next: string | undefined
}

export interface CertificateChoiceProps extends FormProps {
  /** Codes that are ticked. */
  insurances: readonly string[]
  available: ChoiceList
  chosen: ChoiceList
  /** All that are chosen, on whichever page. */
  count: number
  /** What the last press did. */
  done?: string | undefined
}

function Insurances({ ticked, error }: { ticked: readonly string[]; error: string | undefined }) {
  return (
    <fieldset
      class="choice-insurances"
      id={fieldId('insurances')}
      tabIndex={-1}
      aria-describedby={error ? `${fieldId('insurances')}-error` : undefined}
    >
      <legend class="field-label">险种</legend>
      {error && <FieldError name="insurances">{error}</FieldError>}
      {insuranceCodes.map((code) => (
        <div key={code} class="checkbox">
          <input
            class="checkbox-input"
            type="checkbox"
            name="insurances"
            value={code}
            id={`insurance-${code}`}
            defaultChecked={ticked.includes(code)}
          />
          <label class="checkbox-label" for={`insurance-${code}`}>
            {INSURANCES[code]}
          </label>
        </div>
      ))}
    </fieldset>
  )
}

interface ListProps {
  name: 'available' | 'chosen'
  title: string
  list: ChoiceList
  empty: string
  /** Buttons: what to do with those that are ticked, and with all. */
  some: [act: string, label: string]
  all: [act: string, label: string]
}

/** Where the page goes on after a press: to the lists, not to the top. */
const HERE = '#persons'

function List({ name, title, list, empty, some, all, action }: ListProps & { action: string }) {
  const press = { formaction: `${action}${HERE}`, name: 'act' }
  return (
    <fieldset class="choice-list">
      <legend class="field-label">{title}</legend>
      {list.persons.length === 0 ? (
        <p class="quiet">{empty}</p>
      ) : (
        <ul>
          {list.persons.map(({ id, name: called, number }) => (
            <li key={id} class="checkbox">
              <input class="checkbox-input" type="checkbox" name={name} value={id} id={`${name}-${id}`} />
              <label class="checkbox-label" for={`${name}-${id}`}>
                {called} <span class="quiet digits">{number}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <input type="hidden" name={`${name}At`} value={list.at} />
      <div class="actions">
        {list.persons.length > 0 && (
          <>
            <Button {...press} value={some[0]}>
              {some[1]}
            </Button>
            <Button {...press} value={all[0]} kind="plain">
              {all[1]}
            </Button>
          </>
        )}
        {list.at !== '' && (
          <Button {...press} value={`${name}:`} kind="plain">
            回到第一页
          </Button>
        )}
        {list.next !== undefined && (
          <Button {...press} value={`${name}:${list.next}`} kind="plain">
            下一页
          </Button>
        )}
      </div>
    </fieldset>
  )
}

/**
 * What is to stand on a certificate, and who: two lists with boxes. The whole is one form, so that nothing is lost by any
 * of its buttons, and the hall keeps who is chosen, so that no script is needed for thousands. Posts `insurances`, `from`,
 * `to`, `q`, `available`, `chosen`, where the lists begin, and `act` for the button.
 */
export function CertificateChoice(props: CertificateChoiceProps) {
  const { action, values, errors, problem, insurances, available, chosen, count, done } = props
  const error = (field: string) => errorOf(errors, field, certificateMessage)
  const month = { inputmode: 'numeric', autocomplete: 'off', maxlength: 20, code: true } as const
  return (
    <form method="post" action={action} noValidate class="choice">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: certificateMessage(code) }))}
        autofocus
      />
      <div class="sheet choice-what">
        <Insurances ticked={insurances} error={error('insurances')} />
        <div class="choice-months">
          <Field
            {...{ name: 'from', label: '从哪个月', hint: '例如 2026-01', value: values.from ?? '' }}
            {...month}
            error={error('from')}
          />
          <Field
            {...{ name: 'to', label: '到哪个月', hint: '例如 2026-10', value: values.to ?? '' }}
            {...month}
            error={error('to')}
          />
        </div>
      </div>
      <section class="sheet stack" id="persons" aria-labelledby="persons-title">
        <h2 id="persons-title">人员</h2>
        <div class="choice-search">
          <Field
            name="q"
            label="找人"
            hint="姓名里的字，或者社会保障号、它的最后几位。"
            value={values.q ?? ''}
            autocomplete="off"
            maxlength={60}
          />
          <Button name="act" value="search" formaction={`${action}${HERE}`}>
            查找
          </Button>
        </div>
        {errors.length > 0 && (
          <Notice kind="wait" title="上面还有要改的">
            人员可以接着选，改好上面的才能预览。
          </Notice>
        )}
        {done && <Notice kind="done" role="status" title={done} />}
        <div class="choice-lists">
          <List
            {...{ name: 'available', title: '可以选的人', list: available, action }}
            empty={
              values.q ? '没有找到，请换几个字再找。' : '没有可以选的人了：都选上了，或者还没有缴费记录。'
            }
            some={['add', '加入勾选的人']}
            all={['add_all', '全部加入']}
          />
          <List
            {...{ name: 'chosen', title: `已选的人（${count.toLocaleString('en')}）`, list: chosen, action }}
            empty="还没有选人。"
            some={['remove', '移出勾选的人']}
            all={['remove_all', '全部移出']}
          />
        </div>
      </section>
      <div class="actions">
        <Button kind="primary" name="act" value="preview">
          预览权益单
        </Button>
      </div>
    </form>
  )
}
