import {
  type ForwardedRef,
  forwardRef,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from 'react'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { Resource } from '../core/tokenFetcher.ts'
import type { TokenSource } from '../core/tokenProps.ts'
import type { EmbedHandle } from '../session/embedHandle.ts'
import { validateProps } from '../session/validateProps.ts'
import { Embed } from './Embed.tsx'
import type { EmbedProps } from './embedProps.ts'
import { validateIframeProps } from './iframeProps.ts'
import { usePinnedInitialToken } from './usePinnedInitialToken.ts'

/**
 * Component created from an adapter by {@link createEmbed}.
 *
 * Its type reports a missing source of tokens if both `fetchToken` and `tokenEndpoint` are missing. It cannot report
 * both at once: a wrapper component has both as optional props.
 */
export interface EmbedComponent<P, C, R extends Resource = Resource> {
  <F, E>(
    props: P &
      EmbedProps<C, R> &
      RefAttributes<EmbedHandle<C>> & { fetchToken?: F; tokenEndpoint?: E } & RequiredSource<F, E, R>,
  ): ReactNode
  readonly $$typeof: symbol
  displayName?: string | undefined
}

/** `unknown` if nothing was inferred. */
type RequiredSource<F, E, R extends Resource> = unknown extends F & E ? TokenSource<R> : unknown

/** The type of `forwardRef` omits `ref` from the props, an operation TypeScript cannot resolve for a generic union. */
const forwardGenericRef = forwardRef as <P, T>(
  render: (props: P, ref: ForwardedRef<T>) => ReactNode,
) => ForwardRefExoticComponent<P & RefAttributes<T>>

/**
 * Creates a component from an adapter. Call this once, outside of any component.
 *
 * @example
 * export const AcmeEmbed = createEmbed(acme)
 */
export function createEmbed<P extends object, C, R extends Resource = Resource>(
  adapter: EmbedAdapter<P, C, R>,
): EmbedComponent<P, C, R> {
  function EmbedOfAdapter(props: P & EmbedProps<C, R>, ref: ForwardedRef<EmbedHandle<C>>): ReactNode {
    const error =
      validateProps(adapter, props) ??
      (process.env.NODE_ENV === 'production' ? undefined : validateIframeProps(adapter.name, props.iframeProps))
    // Another resource or viewer is another embed, without any content or state of the previous embed.
    const key = JSON.stringify(
      error
        ? [error.message, props.enabled !== false]
        : [adapter.frameKey(props), adapter.tokenKey(props), props.viewerId],
    )
    const initialToken = usePinnedInitialToken(props.initialToken, key)
    return <Embed key={key} {...{ adapter, props, error, initialToken }} handle={ref} />
  }
  EmbedOfAdapter.displayName = `Embed(${adapter.name})`
  return forwardGenericRef(EmbedOfAdapter)
}
