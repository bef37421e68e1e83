import type { EmbedState } from '../core/state.ts'
import { RenderBoundary } from './RenderBoundary.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'
import { DefaultError } from './defaultViews.tsx'

/** What an {@link ErrorView} shows, and whose it is. */
export interface ErrorViewProps<C> {
  state: EmbedState & { status: 'error' }
  /** Of the embed: the host's own look may be among them. */
  props: Pick<EmbedProps<C>, 'renderError'>
  retry(): void
  labels: EmbedLabels
}

/** An error as its host draws it, or else the library. */
export function ErrorView<C>({ state, props: { renderError }, retry, labels }: ErrorViewProps<C>) {
  const { error, willRetry, offline } = state
  const defaultView = (
    <DefaultError error={error} retry={retry} willRetry={willRetry} labels={labels} offline={offline} />
  )
  return renderError ? (
    <RenderBoundary render={() => renderError({ error, retry, willRetry })} fallback={defaultView} />
  ) : (
    defaultView
  )
}
