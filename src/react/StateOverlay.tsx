import type { EmbedState } from '../core/state.ts'
import { RenderBoundary } from './RenderBoundary.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'
import { ErrorView } from './ErrorView.tsx'
import { Overlay, DefaultFallback } from './defaultViews.tsx'

/** What a {@link StateOverlay} shows, and whose it is. */
export interface StateOverlayProps<C> {
  state: EmbedState
  /** Of the embed: the host's own looks are among them. */
  props: EmbedProps<C>
  retry(): void
  labels: EmbedLabels
  /** React renders on a server, or hydrates its HTML. */
  isHydrating: boolean
}

/** What lies over the frames where there is no page to see: the host's own look, or else the library's. */
export function StateOverlay<C>({ state, props, retry, labels, isHydrating }: StateOverlayProps<C>) {
  const { fallback } = props
  if (state.status === 'error') {
    return (
      <Overlay>
        <ErrorView state={state} props={props} retry={retry} labels={labels} />
      </Overlay>
    )
  }
  const defaultView = state.status === 'idle' ? null : <DefaultFallback labels={labels} isHydrating={isHydrating} />
  if (fallback === undefined) return defaultView
  const customView =
    typeof fallback === 'function' ? <RenderBoundary render={() => fallback(state)} fallback={defaultView} /> : fallback
  return <Overlay>{customView}</Overlay>
}
