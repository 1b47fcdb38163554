import { Corners, cornersNames, Letters, lettersNames } from '../../schema/theme.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'

interface Props {
  values: Record<string, string>
  error: (field: string) => string | undefined
}

/** The hall's own look first, then the choices. */
const options = <T extends string>(choices: readonly T[], names: Record<T, string>) => [
  { value: '', label: '和大厅一样' },
  ...choices.map((value) => ({ value, label: names[value] })),
]

/** How a client's frames look: `themeAct`, `themeCorners`, `themeLetters`, `themeCompact`. */
export function ThemeFields({ values, error }: Props) {
  return (
    <fieldset class="fields">
      <legend class="field-label">嵌入的部分长什么样</legend>
      <Field
        name="themeAct"
        label="按钮和链接的颜色"
        hint="井号加六位，例如 #0a5063，要足够深；深色模式的颜色由它算出。不改就空着。"
        value={values.themeAct}
        error={error('themeAct')}
        autocomplete="off"
        autocapitalize="none"
        maxlength={20}
        code
      />
      <Select
        name="themeCorners"
        label="边角"
        options={options(Corners.options, cornersNames)}
        value={values.themeCorners ?? ''}
        error={error('themeCorners')}
      />
      <Select
        name="themeLetters"
        label="字号"
        options={options(Letters.options, lettersNames)}
        value={values.themeLetters ?? ''}
        error={error('themeLetters')}
      />
      <Checkbox
        name="themeCompact"
        label="排得紧一些"
        value={values.themeCompact}
        error={error('themeCompact')}
      />
    </fieldset>
  )
}
