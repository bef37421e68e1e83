import type { ExploEvent } from '../../src/index.ts'
import './eventList.css'

/** An event and its time. */
export interface EventMoment {
  /** Ascending number of the event. */
  id: number
  /** Ms since the embed was rendered. */
  after: number
  event: ExploEvent
}

/** The events of an embedded page, the newest first. */
export function EventList({ events }: { events: readonly EventMoment[] }) {
  if (events.length === 0) return <p className="event-none">No events yet.</p>
  return (
    <ol className="event-list" aria-label="Events">
      {events.map(({ id, after, event }) => {
        const { name, ...fields } = event
        return (
          <li key={id}>
            <time>{(after / 1_000).toFixed(1)} s</time>
            <code>{name}</code>
            <dl>
              {Object.entries(fields).map(([field, value]) =>
                value === undefined || value === '' ? null : (
                  <div key={field}>
                    <dt>{field}</dt>
                    <dd>{JSON.stringify(value)}</dd>
                  </div>
                ),
              )}
            </dl>
          </li>
        )
      })}
    </ol>
  )
}
