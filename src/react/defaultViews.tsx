import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import type { EmbedState } from '../core/state.ts'
import type { EmbedLabels } from './embedProps.ts'

/** The library's own texts, where a host gives none. */
export const DEFAULT_LABELS: EmbedLabels = {
  loading: 'Loading…',
  errorTitle: 'This embed could not be shown',
  retry: 'Try again',
  expired: 'This view may be out of date: its access could not be renewed.',
  offline: 'You are offline.',
}

// Inline styles, so that no style sheet is needed and a strict CSP does not break them. Background and text color are
// those of the page, which may be dark without `color-scheme`: iframes that are hidden are transparent.
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
          <progress aria-hidden style={PROGRESS_STYLE} />
        </Overlay>
      )}
    </div>
  )
}

/** The props of {@link DefaultError}. */
export interface DefaultErrorProps {
  state: EmbedState & { status: 'error' }
  retry(): void
  labels: EmbedLabels
}

/**
 * The library's error UI: what happened in the app's words, the error's code, and a button. The message is for
 * developers, so it is not shown in production.
 *
 * Here and below, no text that comes and goes is a bare text node beside others: a page translator puts elements around
 * text nodes, and React could not remove them.
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

/** Under an embed that stays on show although its token ran out and an attempt to renew it failed. */
export function ExpiredNotice({ state, labels }: { state: EmbedState; labels: EmbedLabels }) {
  if (state.status !== 'expired' || !state.error) return null
  return (
    <div role="status" style={NOTICE_STYLE}>
      <span>{labels.expired}</span> {state.offline && <span>{labels.offline}</span>}
    </div>
  )
}
