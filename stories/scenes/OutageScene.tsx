import { useRef, useState } from 'react'
import { type EmbedHandle, ExploEmbed, type ExploController } from '../../src/index.ts'
import type { MintFault } from '../../src/testing.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { setOptions } from '../emulator/setOptions.ts'
import { Button } from '../shell/Button.tsx'
import { TimelineScene } from './TimelineScene.tsx'
import './outageScene.css'

const FAULTS: readonly (readonly [fault: MintFault, label: string])[] = [
  ['none', 'Works'],
  ['error', '500'],
  ['rate-limited', '429, Retry-After'],
  ['hang', 'No response'],
  ['refuse', '403'],
  ['same-token', 'Same token'],
  ['expired-token', 'Expired token'],
]

/** A dashboard whose token server fails from its first refresh on, with buttons for other faults. */
export function OutageScene({ emulated, lifetime }: { emulated: Emulated; lifetime: number }) {
  const { provider, resource, origin } = emulated
  const embed = useRef<EmbedHandle<ExploController>>(null)
  const hasBegun = useRef(false)
  const [fault, setFault] = useState<MintFault>('none')
  const cause = (next: MintFault) => {
    setFault(next)
    return setOptions(provider, resource, { mintFault: next })
  }
  // A failure becomes a state of the embed, which the page shows.
  const refresh = () => void embed.current?.refresh().catch(() => {})
  const begin = () => {
    if (hasBegun.current) return
    hasBegun.current = true
    void cause('error').then(refresh)
  }
  const actions = (
    <>
      <div className="faults" role="group" aria-label="Token server">
        {FAULTS.map(([each, label]) => (
          <Button key={each} isPressed={each === fault} onClick={() => void cause(each)}>
            {label}
          </Button>
        ))}
      </div>
      <Button onClick={refresh}>Refresh now</Button>
    </>
  )
  return (
    <TimelineScene
      emulated={emulated}
      lifetime={lifetime}
      section="Reports"
      title="Sales"
      lead="The token server is down. The dashboard stays visible; press “Works” to end the outage."
      actions={actions}
      name="This year"
      withFailures
    >
      {(onStateChange) => (
        <ExploEmbed
          ref={embed}
          embedId={resource}
          origin={origin}
          tokenEndpoint="/api/embed-token"
          autoHeight={false}
          style={{ height: '100%' }}
          onReady={begin}
          onStateChange={onStateChange}
        />
      )}
    </TimelineScene>
  )
}
