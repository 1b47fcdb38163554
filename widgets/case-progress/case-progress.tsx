import { Notice, type NoticeProps } from '../ui/notice.tsx'
import { Steps } from '../ui/steps.tsx'

export interface CaseProgressProps {
  /** Stations in their order, each with the day on which it was reached. */
  stations: readonly { name: string; day?: string | undefined }[]
  /** Index of the present station; the number of stations when all is over. */
  current: number
  /** How it stands now, and what to do. */
  now: { kind: NonNullable<NoticeProps['kind']>; title: string; words?: string | undefined }
  /** All that happened, the newest first. */
  events: readonly { id: string; time: string; what: string; who: string; words?: string | undefined }[]
}

/** How far a case is: where it stands, the line of its stations with their days, and what happened. */
export function CaseProgress({ stations, current, now, events }: CaseProgressProps) {
  return (
    <div class="case-progress">
      <Notice kind={now.kind} title={now.title}>
        {now.words}
      </Notice>
      <Steps
        names={stations.map(({ name }) => name)}
        current={current}
        notes={stations.map(({ day }) => day)}
      />
      {events.length > 0 && (
        <ol class="case-events">
          {events.map(({ id, time, what, who, words }) => (
            <li key={id}>
              <p>
                <strong>{what}</strong>
                <span class="quiet">{who}</span>
                <span class="quiet digits">{time}</span>
              </p>
              {words && <p class="case-words">{words}</p>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
