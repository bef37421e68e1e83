import {
  type CSSProperties,
  type ForwardedRef,
  useEffect,
  useImperativeHandle,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedError } from '../core/errors.ts'
import { isEmbedVisible } from '../core/state.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import { createInvalidSession } from '../session/createInvalidSession.ts'
import { createSession } from '../session/createSession.ts'
import type { EmbedHandle } from '../session/embedHandle.ts'
import { containerProps, containerStyle, DEFAULT_HEIGHT } from './containerProps.ts'
import { DEFAULT_LABELS, ExpiredNotice } from './defaultViews.tsx'
import { EmbedFrame } from './EmbedFrame.tsx'
import type { EmbedProps } from './embedProps.ts'
import { StateOverlay } from './StateOverlay.tsx'
import { useHydrating } from './useHydrating.ts'
import { useIsomorphicLayoutEffect } from './useIsomorphicLayoutEffect.ts'
import { useTokenStores } from './useTokenStores.ts'

/**
 * Fills a container with a height; otherwise its own height follows the content. Separate from the container, because a
 * class may set the container's `display`; `width` is for containers with `display: flex`.
 */
const BOX_STYLE: CSSProperties = {
  display: 'flex',
  flexDirection: 'column',
  width: '100%',
  height: '100%',
  minHeight: 'inherit',
  maxHeight: 'inherit',
}
/** Its height applies to a container without one, see `flexBasis`. */
const FRAMES_STYLE: CSSProperties = { position: 'relative', flexGrow: 1, minHeight: 0, overflow: 'hidden' }

/** Props of {@link Embed}: an adapter, the app's props, and constants of the embed's lifetime. */
export interface EmbedInnerProps<P, C> {
  adapter: EmbedAdapter<P, C>
  props: P & EmbedProps<C>
  /** Error of invalid props. */
  error: EmbedError | undefined
  /** Token from the server-rendered page for this embed. */
  initialToken: InitialToken | undefined
  handle: ForwardedRef<EmbedHandle<C>>
}

/** Renders the session of one embed: one resource for one viewer. */
export function Embed<P, C>({ adapter, props, error, initialToken, handle }: EmbedInnerProps<P, C>) {
  const root = useRef<HTMLDivElement>(null)
  const stores = useTokenStores(props.queryClient)
  const isHydrating = useHydrating()
  const [session] = useState(() =>
    error
      ? createInvalidSession<P, C>(error, props)
      : createSession<P, C>({ adapter, stores, props, initialToken, isHydrating }),
  )
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot)
  const [, rerender] = useReducer((count: number) => count + 1, 0)
  useIsomorphicLayoutEffect(() => session.committed(props))
  useIsomorphicLayoutEffect(() => {
    const before = session.getSnapshot()
    const disconnect = root.current ? session.connect(root.current) : undefined
    // `useSyncExternalStore` subscribes after paint. Render again now, so that the iframe is part of this commit.
    if (session.getSnapshot() !== before) rerender()
    return disconnect
  }, [session])
  useEffect(() => session.report())
  useImperativeHandle(handle, () => session.handle, [session])

  const { state, frames, height } = snapshot
  const isVisible = isEmbedVisible(state)
  const labels = { ...DEFAULT_LABELS, ...props.labels }
  const { refresh, reload } = session.handle
  const retry = (): void => void (frames.length > 0 ? reload() : refresh()).catch(() => {})
  return (
    <div
      {...containerProps(props)}
      ref={root}
      aria-busy={state.status === 'loading'}
      style={containerStyle(props, height)}
    >
      <div style={BOX_STYLE}>
        <div style={{ ...FRAMES_STYLE, flexBasis: height ?? DEFAULT_HEIGHT }}>
          {frames.map((frame) => (
            <EmbedFrame
              key={frame.id}
              session={session}
              frame={frame}
              title={props.title ?? adapter.title}
              allow={props.allow ?? adapter.allow?.(props) ?? 'fullscreen'}
              sandbox={props.sandbox}
              referrerPolicy={props.referrerPolicy ?? 'strict-origin-when-cross-origin'}
              iframeProps={props.iframeProps}
            />
          ))}
          {!isVisible && (
            <StateOverlay
              key={state.status}
              state={state}
              props={props}
              retry={retry}
              labels={labels}
              isHydrating={isHydrating}
            />
          )}
        </div>
        <ExpiredNotice state={state} labels={labels} />
      </div>
    </div>
  )
}
