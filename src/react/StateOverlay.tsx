import type { ReactNode } from 'react'
import type { EmbedState } from '../core/state.ts'
import { DefaultError, DefaultFallback, Overlay } from './defaultViews.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'

/** Options of {@link renderErrorView}. */
export interface ErrorViewProps<C> {
  state: EmbedState & { status: 'error' }
  props: Pick<EmbedProps<C>, 'renderError'>
  retry(): void
  labels: EmbedLabels
}

/**
 * Renders the app's error UI, or by default the library's. Not a component, so that a string from the app is the only
 * child of an element, which React can replace even after a page translator has changed the text.
 */
export function renderErrorView<C>({ state, props: { renderError }, retry, labels }: ErrorViewProps<C>): ReactNode {
  const { error, willRetry } = state
  return renderError ? (
    renderError({ error, retry, willRetry })
  ) : (
    <DefaultError state={state} retry={retry} labels={labels} />
  )
}

/** Props of {@link StateOverlay}. */
export interface StateOverlayProps<C> {
  state: EmbedState
  props: EmbedProps<C>
  retry(): void
  labels: EmbedLabels
  /** Whether React renders on a server, or hydrates its HTML. */
  isHydrating: boolean
}

/** Covers the iframes while no page is visible, with the app's UI, or by default the library's. */
export function StateOverlay<C>({ state, props, retry, labels, isHydrating }: StateOverlayProps<C>) {
  const { fallback } = props
  if (state.status === 'error') {
    return <Overlay>{renderErrorView({ state, props, retry, labels })}</Overlay>
  }
  if (fallback !== undefined) return <Overlay>{typeof fallback === 'function' ? fallback(state) : fallback}</Overlay>
  return state.status === 'idle' ? null : <DefaultFallback labels={labels} isHydrating={isHydrating} />
}
