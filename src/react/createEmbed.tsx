import type { QueryClient } from '@tanstack/react-query'
import {
  type ForwardedRef,
  forwardRef,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
  useImperativeHandle,
  useRef,
} from 'react'
import { EmbedError } from '../core/errors.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { Embed } from './Embed.tsx'
import type { EmbedHandle, EmbedProps } from './embedProps.ts'
import { validateProps } from './validateProps.ts'
import { InvalidEmbed } from './InvalidEmbed.tsx'
import { usePinnedInitialToken } from './useInitialToken.ts'
import { useEmbedQueryClient } from './useEmbedQueryClient.ts'

/** The component that {@link createEmbed} makes of an adapter. */
export type EmbedComponent<P, C> = ForwardRefExoticComponent<P & EmbedProps<C> & RefAttributes<EmbedHandle<C>>>

/** The type of `forwardRef` takes the props apart, which TypeScript cannot do to a union that it does not know yet. */
const forwardGenericRef = forwardRef as <P, T>(
  render: (props: P, ref: ForwardedRef<T>) => ReactNode,
) => ForwardRefExoticComponent<P & RefAttributes<T>>

const LOADING_STATE = { status: 'loading' } as const

/**
 * Makes a component of an adapter. Call it once, outside of any component.
 *
 * @example
 * export const AcmeEmbed = createEmbed(acme)
 */
export function createEmbed<P extends object, C>(adapter: EmbedAdapter<P, C>): EmbedComponent<P, C> {
  function EmbedOfAdapter(props: P & EmbedProps<C>, ref: ForwardedRef<EmbedHandle<C>>): ReactNode {
    const inner = useRef<EmbedHandle<C>>(null)
    useImperativeHandle(ref, () => createHandle(inner), [])
    const client = useEmbedQueryClient(props.queryClient)
    const error = validateProps(adapter, props)
    // Another resource, viewer or client is another embed: nothing of the old one may be seen or used in it.
    const key = error ? error.message : getEmbedKey(adapter, props, client)
    const initialToken = usePinnedInitialToken(props.initialToken, key)
    if (error) return <InvalidEmbed key={key} error={error} props={props} handle={inner} />
    const own = { adapter, props, client, initialToken, handle: inner }
    return <Embed key={key} {...own} />
  }
  EmbedOfAdapter.displayName = `Embed(${adapter.name})`
  return forwardGenericRef(EmbedOfAdapter)
}

function getEmbedKey<P, C>(adapter: EmbedAdapter<P, C>, props: P & EmbedProps<C>, client: QueryClient): string {
  return JSON.stringify([adapter.frameKey(props), adapter.tokenKey(props), props.viewerId, getObjectId(client)])
}

const objectIds = new WeakMap<object, number>()
let lastObjectId = 0

function getObjectId(object: object): number {
  const id = objectIds.get(object) ?? ++lastObjectId
  objectIds.set(object, id)
  return id
}

/** One object for the component's whole life, whatever comes and goes within. */
function createHandle<C>(inner: { readonly current: EmbedHandle<C> | null }): EmbedHandle<C> {
  const call = async (method: 'refresh' | 'reload'): Promise<void> => {
    if (!inner.current) throw new EmbedError('UNMOUNTED', 'The embed is no longer mounted.')
    await inner.current[method]()
  }
  return {
    get state() {
      return inner.current?.state ?? LOADING_STATE
    },
    get controller() {
      return inner.current?.controller
    },
    get iframe() {
      return inner.current?.iframe
    },
    refresh: () => call('refresh'),
    reload: () => call('reload'),
  }
}
