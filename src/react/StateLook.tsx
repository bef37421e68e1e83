import type { EmbedState } from '../core/state.ts'
import { Contained } from './Contained.tsx'
import type { EmbedLabels, EmbedProps } from './embedProps.ts'
import { ErrorLook } from './ErrorLook.tsx'
import { Cover, DefaultFallback } from './looks.tsx'

/** What a {@link StateLook} shows, and whose it is. */
export interface StateLookProps<C> {
  state: EmbedState
  /** Of the embed: the host's own looks are among them. */
  props: EmbedProps<C>
  retry(): void
  labels: EmbedLabels
  /** The embed is part of a server's HTML. */
  isInHtml: boolean
}

/** What lies over the frames where there is no page to see: the host's own look, or else the library's. */
export function StateLook<C>({ state, props, retry, labels, isInHtml }: StateLookProps<C>) {
  const { fallback } = props
  if (state.status === 'error') {
    return (
      <Cover>
        <ErrorLook state={state} props={props} retry={retry} labels={labels} />
      </Cover>
    )
  }
  const ours = state.status === 'idle' ? null : <DefaultFallback labels={labels} isInHtml={isInHtml} />
  if (fallback === undefined) return ours
  const own = typeof fallback === 'function' ? <Contained render={() => fallback(state)} otherwise={ours} /> : fallback
  return <Cover>{own}</Cover>
}
