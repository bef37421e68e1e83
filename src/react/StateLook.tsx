import type { EmbedState } from '../core/state.ts'
import { Contained } from './Contained.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'
import { DefaultError, DefaultFallback } from './looks.tsx'

/** What a {@link StateLook} shows, and whose it is. */
export interface StateLookProps<C> {
  state: EmbedState
  /** Of the embed: the host's own looks are among them. */
  props: EmbedProps<C>
  retry(): void
  labels: EmbedLabels
}

/** What is seen where there is no page to see: the host's own look, or else the library's. */
export function StateLook<C>({ state, props: { fallback, renderError }, retry, labels }: StateLookProps<C>) {
  if (state.status === 'error') {
    const { error, willRetry, offline } = state
    const ours = <DefaultError error={error} retry={retry} willRetry={willRetry} labels={labels} offline={offline} />
    return renderError ? <Contained render={() => renderError({ error, retry, willRetry })} otherwise={ours} /> : ours
  }
  const ours = state.status === 'idle' ? null : <DefaultFallback labels={labels} />
  if (typeof fallback === 'function') return <Contained render={() => fallback(state)} otherwise={ours} />
  return fallback === undefined ? ours : fallback
}
