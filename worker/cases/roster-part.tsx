/** The spreadsheet of a case on its owner's pages: what it would come to, and after the approval what came of it. */
import { jobPage, ROSTERS_API } from '../../schema/roster-job.ts'
import { Island } from '../../widgets/island.tsx'
import { RosterProgress } from '../../widgets/roster-progress/roster-progress.tsx'
import { RosterTrial, type RosterTrialProps } from '../../widgets/roster-trial/roster-trial.tsx'
import type { CaseRoster } from '../lib/env.ts'

/** The script of both. */
export const ROSTER_ISLANDS = ['roster-progress'] as const

export const trialProps = ({
  id,
  state,
  rows,
  done,
  failed,
  problem,
  reasons,
}: CaseRoster): RosterTrialProps => ({
  ...{ statusUrl: `${ROSTERS_API}/${id}`, page: jobPage(id), state, rows, done, failed },
  ...{ problem: problem?.text, reasons: [...reasons] },
})

export function OwnRoster({ roster }: { roster: CaseRoster }) {
  const { id, fileName, trial, state, rows, done, failed, problem } = roster
  const statusUrl = `${ROSTERS_API}/${id}`
  return (
    <section class="sheet stack" aria-labelledby="roster">
      <h2 id="roster">{trial ? '要调整的名单' : '名单的办理结果'}</h2>
      <p class="quiet">{fileName}</p>
      {trial ? (
        <Island name="roster-trial" component={RosterTrial} props={trialProps(roster)} />
      ) : (
        <Island
          name="roster-progress"
          component={RosterProgress}
          props={{ statusUrl, state, rows, done, failed, problem: problem?.text }}
        />
      )}
      <p>
        <a href={jobPage(id)}>看每一行的结果，下载表格</a>
      </p>
    </section>
  )
}
