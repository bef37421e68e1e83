import { useState } from 'react'
import { FeltEmbed } from '../../../src/index.ts'
import type { Rendered } from './benchPage.ts'
import { srcOf } from './ByHand.tsx'

/** Renders the same on the server and in the browser. */
export function RenderedEmbed({ maker, resource, initialToken, origin }: Rendered & { origin: string }) {
  const [src] = useState(() => srcOf('felt', origin, resource, initialToken.token))
  return (
    <div className="box">
      {maker === 'bare iframe' ? (
        <iframe title="Bare" src={src} />
      ) : (
        <FeltEmbed mapId={resource} origin={origin} tokenEndpoint="/api/embed-token" initialToken={initialToken} />
      )}
    </div>
  )
}
