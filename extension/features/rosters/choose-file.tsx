/** The file that is to be put in order: chosen, or dropped. */
import { Icon } from '../../../widgets/ui/icon.tsx'

export function ChooseFile({ file, choose }: { file: File | undefined; choose: (file: File) => void }) {
  return (
    <label
      class="roster-file"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const dropped = event.dataTransfer?.files[0]
        if (dropped) choose(dropped)
      }}
    >
      <Icon name="paper" />
      <span>
        <span class="roster-file-name">{file ? file.name : '选择表格'}</span>
        <span class="quiet">{file ? '点这里换一个文件' : '工作簿或者逗号分隔的文本，也可以拖到这里'}</span>
      </span>
      <input
        class="unseen"
        type="file"
        accept=".xlsx,.csv,.txt,text/csv"
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0]
          // The same file may be chosen again, after it was changed.
          currentTarget.value = ''
          if (chosen) choose(chosen)
        }}
      />
    </label>
  )
}
