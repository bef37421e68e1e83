import { FeltEmbed } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useSummary } from '../emulator/useSummary.ts'
import { StateBadge } from '../timeline/StateBadge.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { Card } from '../shell/Card.tsx'
import { Shell } from '../shell/Shell.tsx'
import './lazyScene.css'

const PARTS = [
  {
    figure: '+19%',
    heading: 'A good year, after a slow start',
    text:
      'Spring was quiet, summer quieter. From September on, orders grew faster than in any autumn before, and most of ' +
      'that growth came from partners who had been with us for more than two years.',
  },
  {
    figure: '11 offices',
    heading: 'Small offices add up',
    text:
      'The Americas led, as they have since the beginning. The surprise was eleven small offices, each with a handful ' +
      'of customers, that together brought as much as London did on its own.',
  },
  {
    figure: '4 hours',
    heading: 'Answers come sooner',
    text:
      'A question now waits four hours for its answer, down from nine. Offices that sit near their partners answer ' +
      'first, and are asked more often for it.',
  },
  {
    figure: '32 capitals',
    heading: 'Near is still near',
    text:
      'Distance matters as much as it did, which is why we go on opening offices rather than closing them. The map ' +
      'shows where they are, and whom each of them works with.',
  },
]

/** A long page with a map below the fold. */
export function LazyScene({ emulated }: { emulated: Emulated }) {
  const summary = useSummary(emulated.resource)
  const [states, onStateChange] = useStateHistory()
  return (
    <Shell
      section="Overview"
      title="The year in review"
      lead="The map is at the end of the page. Scroll down to load it."
    >
      <div className="review">
        {PARTS.map(({ figure, heading, text }) => (
          <article key={heading}>
            <strong>{figure}</strong>
            <h2>{heading}</h2>
            <p>{text}</p>
          </article>
        ))}
        <Card title="Offices and partners" isFlush height={460}>
          <FeltEmbed
            loading="lazy"
            mapId={emulated.resource}
            origin={emulated.origin}
            tokenEndpoint="/api/embed-token"
            onStateChange={onStateChange}
            uiControls={{ cooperativeGestures: true }}
          />
        </Card>
      </div>
      <p className="review-note">
        The map is <StateBadge state={states.at(-1)?.state ?? { status: 'idle' }} /> Tokens minted:{' '}
        {summary?.minted ?? 0}
      </p>
    </Shell>
  )
}
