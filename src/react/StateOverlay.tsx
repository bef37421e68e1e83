import type { EmbedState } from '../core/state.ts'
import { DefaultError, DefaultFallback, Overlay } from './defaultViews.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'

/** The props of {@link ErrorView}. */
export interface ErrorViewProps<C> {
  state: EmbedState & { status: 'error' }
  props: Pick<EmbedProps<C>, 'renderError'>
  retry(): void
  labels: EmbedLabels
}

/** An error as the app renders it, or by default the library. */
export function ErrorView<C>({ state, props: { renderError }, retry, labels }: ErrorViewProps<C>) {
  const { error, willRetry, offline } = state
  return renderError ? (
    renderError({ error, retry, willRetry })
  ) : (
    <DefaultError error={error} retry={retry} willRetry={willRetry} labels={labels} offline={offline} />
  )
}

/** The props of {@link StateOverlay}. */
export interface StateOverlayProps<C> {
  state: EmbedState
  props: EmbedProps<C>
  retry(): void
  labels: EmbedLabels
  /** React renders on a server, or hydrates its HTML. */
  isHydrating: boolean
}

/** Covers the iframes while no page is worth seeing: the app's own UI, or by default the library's. */
export function StateOverlay<C>({ state, props, retry, labels, isHydrating }: StateOverlayProps<C>) {
  const { fallback } = props
  if (state.status === 'error') {
    return (
      <Overlay>
        <ErrorView state={state} props={props} retry={retry} labels={labels} />
      </Overlay>
    )
  }
  if (fallback !== undefined) return <Overlay>{typeof fallback === 'function' ? fallback(state) : fallback}</Overlay>
  return state.status === 'idle' ? null : <DefaultFallback labels={labels} isHydrating={isHydrating} />
}
