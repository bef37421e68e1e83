import {
  type ForwardedRef,
  forwardRef,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from 'react'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedHandle } from '../session/embedHandle.ts'
import { validateProps } from '../session/validateProps.ts'
import { Embed } from './Embed.tsx'
import type { EmbedProps } from './embedProps.ts'
import { validateIframeProps } from './iframeProps.ts'
import { InvalidEmbed } from './InvalidEmbed.tsx'
import { usePinnedInitialToken } from './usePinnedInitialToken.ts'

/** The component that {@link createEmbed} makes of an adapter. */
export type EmbedComponent<P, C> = ForwardRefExoticComponent<P & EmbedProps<C> & RefAttributes<EmbedHandle<C>>>

/** The type of `forwardRef` takes the props apart, which TypeScript cannot do to a union that it does not know yet. */
const forwardGenericRef = forwardRef as <P, T>(
  render: (props: P, ref: ForwardedRef<T>) => ReactNode,
) => ForwardRefExoticComponent<P & RefAttributes<T>>

/**
 * Makes a component of an adapter. Call it once, outside of any component.
 *
 * @example
 * export const AcmeEmbed = createEmbed(acme)
 */
export function createEmbed<P extends object, C>(adapter: EmbedAdapter<P, C>): EmbedComponent<P, C> {
  function EmbedOfAdapter(props: P & EmbedProps<C>, ref: ForwardedRef<EmbedHandle<C>>): ReactNode {
    const error =
      validateProps(adapter, props) ??
      (process.env.NODE_ENV === 'production' ? undefined : validateIframeProps(adapter.name, props.iframeProps))
    // Another resource or viewer is another embed: nothing of the previous one may be seen or used in it.
    const key = error
      ? error.message
      : JSON.stringify([adapter.frameKey(props), adapter.tokenKey(props), props.viewerId])
    const initialToken = usePinnedInitialToken(props.initialToken, key)
    if (error) return <InvalidEmbed key={key} error={error} props={props} handle={ref} />
    return <Embed key={key} {...{ adapter, props, initialToken }} handle={ref} />
  }
  EmbedOfAdapter.displayName = `Embed(${adapter.name})`
  return forwardGenericRef(EmbedOfAdapter)
}
