import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import type { EmbedState } from '../core/state.ts'
import type { EmbedLabels, RenderErrorProps } from './embedProps.ts'

/** The library's own texts, where a host gives none. */
export const DEFAULT_LABELS: EmbedLabels = {
  loading: 'Loading…',
  errorTitle: 'This embed could not be shown',
  retry: 'Try again',
  expired: 'This view may be out of date: its access could not be renewed.',
  offline: 'You are offline.',
}

// Inline styles and system colours, so that no style sheet is needed, a strict CSP does not break them, and dark mode
// and forced colours are the browser's affair.
const OVERLAY_STYLE: CSSProperties = {
  position: 'absolute',
  inset: 0,
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 12,
  padding: 24,
  textAlign: 'center',
  font: '14px/1.5 system-ui, sans-serif',
  background: 'Canvas',
  color: 'CanvasText',
}
const MUTED_TEXT_STYLE: CSSProperties = { opacity: 0.75, maxWidth: '44ch', margin: 0 }
const NOTICE_STYLE: CSSProperties = {
  flex: 'none',
  padding: '6px 12px',
  font: '13px/1.5 system-ui, sans-serif',
  background: 'Canvas',
  color: 'CanvasText',
  borderTop: '1px solid GrayText',
}

/** Lies over the frames while there is nothing to see in them. */
export function Overlay({ children }: { children: ReactNode }) {
  return <div style={OVERLAY_STYLE}>{children}</div>
}

/**
 * The look of loading is drawn from then on, in ms. Whoever waits for less needs no sign of it, and to draw one takes
 * time from what is waited for.
 */
const FALLBACK_DELAY = 400

/** The library's own look of loading. What a server's HTML shows is drawn at once, as its scripts may be long in coming. */
export function DefaultFallback({ labels, isHydrating }: { labels: EmbedLabels; isHydrating: boolean }) {
  const [isVisible, setVisible] = useState(isHydrating)
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), FALLBACK_DELAY)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status">
      {isVisible && (
        <Overlay>
          <span style={MUTED_TEXT_STYLE}>{labels.loading}</span>
          <progress aria-hidden />
        </Overlay>
      )}
    </div>
  )
}

/**
 * The library's own look of an error: what happened in the host's words, and a button. What a developer should do about
 * it is nothing for viewers, and is not shown in production.
 */
export function DefaultError({
  error,
  retry,
  labels,
  offline,
}: RenderErrorProps & { labels: EmbedLabels; offline: boolean }) {
  return (
    <>
      <div role="alert">
        <strong>{labels.errorTitle}</strong>
        {offline && <p style={MUTED_TEXT_STYLE}>{labels.offline}</p>}
        {process.env.NODE_ENV !== 'production' && (
          <p style={MUTED_TEXT_STYLE} lang="en" dir="ltr">
            <code>{error.code}</code>
            <br />
            {error.message}
          </p>
        )}
      </div>
      {error.code !== 'INVALID_PROPS' && (
        <button type="button" onClick={retry} style={{ font: 'inherit', padding: '6px 16px' }}>
          {labels.retry}
        </button>
      )}
    </>
  )
}

/** Under an embed that stays on show although its token ran out and an attempt to renew it failed. */
export function ExpiredNotice({ state, labels }: { state: EmbedState; labels: EmbedLabels }) {
  if (state.status !== 'expired' || !state.error) return null
  return (
    <div role="status" style={NOTICE_STYLE}>
      {labels.expired} {state.offline && labels.offline}
    </div>
  )
}
