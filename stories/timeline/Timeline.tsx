import { type CSSProperties, type ReactNode, useRef } from 'react'
import { describeState } from './describeState.ts'
import type { TimelineData } from './readTimeline.ts'
import './timeline.css'
import { TimelineLegend } from './TimelineLegend.tsx'
import { TokenBar } from './TokenBar.tsx'
import { useRunningClock } from './useRunningClock.ts'
import type { StateMoment } from './useStateHistory.ts'

/** Older spans are outside the widest screen, in ms. */
const MEMORY = 120_000
/** Length of a span that has not ended, in ms: it is cut off at the line "now". */
const OPEN_END = 3_600_000
const LANES = 4
const TICKS = [10, 20, 30, 40, 50, 60, 70, 80]

/** Properties of {@link Timeline}. */
export interface TimelineProps {
  data: TimelineData
  states: readonly StateMoment[]
  /** Leaves a row for requests that failed. */
  withFailures?: boolean
}

/** An embed's states, iframes and tokens over time, live. The line "now" is fixed; the past moves to the left. */
export function Timeline({ data, states, withFailures = false }: TimelineProps) {
  const figure = useRef<HTMLElement>(null)
  const zero = useRunningClock(figure)
  const since = (states.at(-1)?.at ?? 0) - MEMORY
  const place = (from: number, to = from + OPEN_END): CSSProperties => ({
    left: `calc(var(--px) * ${(from - zero) / 1_000})`,
    width: `calc(var(--px) * ${(to - from) / 1_000})`,
  })
  const { tokens, pages, failures } = data
  // A state that only differs in its details looks the same, and goes on.
  const descriptions = states
    .map(({ at, state }) => ({ at, ...describeState(state) }))
    .filter(({ label }, i, all) => label !== all[i - 1]?.label)
  return (
    <figure ref={figure} className="timeline" aria-label="Timeline of the embed">
      <div className="timeline-plot" aria-hidden="true">
        <Row name="State" kind="state">
          {descriptions.map(({ at, label, tone }, i) => (
            <span key={at} className="timeline-state" data-tone={tone} style={place(at, descriptions[i + 1]?.at)}>
              <span>{label}</span>
            </span>
          ))}
        </Row>
        <Row name="Iframes" kind="page">
          {pages.map(({ pageId, from, to }, i) =>
            to !== undefined && to < since ? null : (
              <span key={pageId} className="timeline-page" data-lane={i % 2} style={place(from, to)} />
            ),
          )}
        </Row>
        <Row name="Tokens" kind="tokens">
          {tokens.map((token, i) =>
            token.expiresAt < since ? null : (
              <TokenBar
                key={token.tokenSuffix}
                token={token}
                lane={i % LANES}
                style={place(token.mintedAt, token.expiresAt)}
              />
            ),
          )}
        </Row>
        {withFailures && (
          <Row name="Failed" kind="failures">
            {failures.map(({ at, label }, i) => (
              <span key={i} className="timeline-failure" style={place(at, failures[i + 1]?.at)}>
                <span>{label}</span>
              </span>
            ))}
          </Row>
        )}
        <Axis />
      </div>
      <TimelineLegend tokens={tokens.length} pages={pages.length} />
    </figure>
  )
}

function Row({ name, kind, children }: { name: string; kind: string; children: ReactNode }) {
  return (
    <>
      <span className="timeline-name">{name}</span>
      <div className="timeline-row" data-kind={kind}>
        <div className="timeline-tape">{children}</div>
      </div>
    </>
  )
}

function Axis() {
  return (
    <div className="timeline-axis">
      {TICKS.map((tick) => (
        <span key={tick} style={{ left: `calc(var(--line) - var(--px) * ${tick})` }}>
          −{tick} s
        </span>
      ))}
      <b>now</b>
    </div>
  )
}
