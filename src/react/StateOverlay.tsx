import type { EmbedState } from '../core/state.ts'
import { DefaultError, DefaultFallback, Overlay } from './defaultViews.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'

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
  const { fallback, renderError } = props
  if (state.status === 'error') {
    const { error, willRetry } = state
    // Not a component: a text of the app is then the only child of an element, which React can replace even after a page
    // translator has changed the text.
    return (
      <Overlay>
        {renderError ? renderError({ error, retry, willRetry }) : <DefaultError state={state} {...{ retry, labels }} />}
      </Overlay>
    )
  }
  if (fallback !== undefined) return <Overlay>{typeof fallback === 'function' ? fallback(state) : fallback}</Overlay>
  return state.status === 'idle' ? null : <DefaultFallback labels={labels} isHydrating={isHydrating} />
}
