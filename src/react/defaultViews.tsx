import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import type { EmbedState } from '../core/state.ts'
import type { EmbedLabels } from './embedProps.ts'

/** Default texts of the library. */
export const DEFAULT_LABELS: EmbedLabels = {
  loading: 'Loading…',
  errorTitle: 'This embed could not be shown',
  retry: 'Try again',
  expired: 'This view may be out of date because access could not be refreshed.',
  offline: 'You are offline.',
}

// Inline styles, for apps without a style sheet or with a strict CSP. Background and text color come from the page,
// which may be dark without `color-scheme`: hidden iframes are transparent.
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
}
const MUTED_TEXT_STYLE: CSSProperties = { opacity: 0.75, maxWidth: '44ch', margin: 0 }
const NOTICE_STYLE: CSSProperties = {
  padding: '6px 12px',
  font: '14px/1.5 system-ui, sans-serif',
  borderTop: '1px solid',
}
/** Chromium renders a gray box without motion if a style sheet sets the border, as Tailwind's preflight does. */
const PROGRESS_STYLE: CSSProperties = { border: 'revert' }
/** Complete, because style sheets reset buttons (Tailwind's preflight does). */
const BUTTON_STYLE: CSSProperties = {
  font: 'inherit',
  color: 'inherit',
  background: 'none',
  padding: '6px 16px',
  border: '1px solid',
  cursor: 'pointer',
}

/** Covers the iframes while no page is visible. */
export function Overlay({ children }: { children: ReactNode }) {
  return <div style={OVERLAY_STYLE}>{children}</div>
}

/**
 * Delay before the loading UI appears, in ms: a shorter wait needs no indicator, and rendering would slow the page
 * down.
 */
const FALLBACK_DELAY = 400

/**
 * Renders the default loading UI. In a server's HTML the UI is visible immediately, because scripts may load slowly.
 */
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
          <progress aria-hidden style={PROGRESS_STYLE} />
        </Overlay>
      )}
    </div>
  )
}

/** Props of {@link DefaultError}. */
export interface DefaultErrorProps {
  state: EmbedState & { status: 'error' }
  retry(): void
  labels: EmbedLabels
}

/**
 * Renders the default error UI: the app's title, the error code, and a button. The message is for
 * developers, so it is hidden in production.
 *
 * No changing text is a bare text node next to others: page translators wrap text nodes, and React could not remove
 * them.
 */
export function DefaultError({ state: { error, offline }, retry, labels }: DefaultErrorProps) {
  return (
    <>
      <div role="alert">
        <strong>{labels.errorTitle}</strong>
        {offline && <p style={MUTED_TEXT_STYLE}>{labels.offline}</p>}
        <p style={MUTED_TEXT_STYLE}>
          <code>{error.code}</code>
        </p>
        {process.env.NODE_ENV !== 'production' && (
          <p style={MUTED_TEXT_STYLE} lang="en" dir="ltr">
            {error.message}
          </p>
        )}
      </div>
      {error.code !== 'INVALID_PROPS' && (
        <button type="button" onClick={retry} style={BUTTON_STYLE}>
          {labels.retry}
        </button>
      )}
    </>
  )
}

/** Renders a notice under a visible embed after its token has expired and a refresh has failed. */
export function ExpiredNotice({ state, labels }: { state: EmbedState; labels: EmbedLabels }) {
  if (state.status !== 'expired' || !state.error) return null
  return (
    <div role="status" style={NOTICE_STYLE}>
      <span>{labels.expired}</span> {state.offline && <span>{labels.offline}</span>}
    </div>
  )
}
