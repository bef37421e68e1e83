import type { ExploEvent } from '../../src/index.ts'
import './eventList.css'

/** An event, and when it came. */
export interface EventMoment {
  /** Counts the events. */
  id: number
  /** Ms since the embed appeared. */
  after: number
  event: ExploEvent
}

/** Events from the page, newest first. */
export function EventList({ events }: { events: readonly EventMoment[] }) {
  if (events.length === 0) return <p className="event-none">Nothing yet.</p>
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
                value === undefined ? null : (
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
