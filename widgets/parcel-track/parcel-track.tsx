import { Icon } from '../ui/icon.tsx'

export interface ParcelTrackProps {
  /** The newest first. */
  events: { id: string; state: string; note?: string | undefined; time: string }[]
  /** It has arrived or gone back: nothing more will happen. */
  over: boolean
}

/** Where a parcel has been, as a line of stops; the newest stands on top. */
export function ParcelTrack({ events, over }: ParcelTrackProps) {
  if (events.length === 0) return <p>快递公司还没有消息。刚寄出的，一般当天晚上就能查到。</p>
  return (
    <ol class="track" aria-label="物流轨迹，最新的在最上面">
      {events.map(({ id, state, note, time }, index) => (
        <li key={id} class={index === 0 ? 'stop stop-now' : 'stop'}>
          <span class="stop-mark">{index === 0 && over ? <Icon name="check" /> : null}</span>
          <div>
            <p class="stop-state">{state}</p>
            {note && <p>{note}</p>}
            <p class="quiet digits">{time}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
