import type { EmbedState } from '../core/state.ts'
import { Contained } from './Contained.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'
import { DefaultError } from './looks.tsx'

/** What an {@link ErrorLook} shows, and whose it is. */
export interface ErrorLookProps<C> {
  state: EmbedState & { status: 'error' }
  /** Of the embed: the host's own look may be among them. */
  props: Pick<EmbedProps<C>, 'renderError'>
  retry(): void
  labels: EmbedLabels
}

/** An error as its host draws it, or else the library. */
export function ErrorLook<C>({ state, props: { renderError }, retry, labels }: ErrorLookProps<C>) {
  const { error, willRetry, offline } = state
  const ours = <DefaultError error={error} retry={retry} willRetry={willRetry} labels={labels} offline={offline} />
  return renderError ? <Contained render={() => renderError({ error, retry, willRetry })} otherwise={ours} /> : ours
}
