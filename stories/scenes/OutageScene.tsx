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
  ['hang', 'No answer'],
  ['refuse', '403'],
  ['same-token', 'Same token'],
  ['expired-token', 'Expired token'],
]

/** A dashboard whose token server can be broken and mended. */
export function OutageScene({ emulated, lifetime }: { emulated: Emulated; lifetime: number }) {
  const { provider, resource, origin } = emulated
  const embed = useRef<EmbedHandle<ExploController>>(null)
  const [fault, setFault] = useState<MintFault>('none')
  const cause = (next: MintFault) => {
    setFault(next)
    void setOptions(provider, resource, { mintFault: next })
  }
  // The resulting state is visible anyway.
  const renew = () => void embed.current?.refresh().catch(() => {})
  const actions = (
    <>
      <div className="faults" role="group" aria-label="The token server">
        {FAULTS.map(([each, label]) => (
          <Button key={each} isPressed={each === fault} onClick={() => cause(each)}>
            {label}
          </Button>
        ))}
      </div>
      <Button onClick={renew}>Renew now</Button>
    </>
  )
  return (
    <TimelineScene
      emulated={emulated}
      lifetime={lifetime}
      section="Reports"
      title="Sales"
      lead="Break the token server, and see how little of it reaches the dashboard."
      actions={actions}
      name="This year"
      height={372}
      withFailures
    >
      {(onStateChange) => (
        <ExploEmbed
          ref={embed}
          embedId={resource}
          origin={origin}
          tokenEndpoint="/api/embed-token"
          autoHeight={false}
          onStateChange={onStateChange}
        />
      )}
    </TimelineScene>
  )
}
