import type { RenderErrorProps } from '../../src/index.ts'
import { Button } from '../shell/Button.tsx'
import './friendlyError.css'

/** An app's own error UI, with a text for the error's code. */
export function FriendlyError({ error, retry, willRetry }: RenderErrorProps) {
  const isForbidden = error.code === 'UNAUTHORIZED'
  return (
    <div className="friendly" role="alert">
      <svg viewBox="0 0 96 64" aria-hidden="true">
        <path className="friendly-land" d="M6 50c14-9 24 4 38-3s26-13 46-4v15H6z" />
        <path className="friendly-route" d="M18 43C30 12 58 8 76 37" />
        <circle cx="18" cy="43" r="4" />
        <circle cx="76" cy="37" r="4" />
      </svg>
      <h3>{isForbidden ? 'This map is not shared with you' : 'The map could not be loaded'}</h3>
      <p>
        {isForbidden ? 'Ask the owner of the map to share it.' : 'Your data is not affected.'}
        {willRetry && ' We are retrying automatically.'}
      </p>
      <Button onClick={retry}>Retry now</Button>
    </div>
  )
}
