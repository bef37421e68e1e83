import type { QueryClient } from '@tanstack/react-query'
import { type CSSProperties, type RefObject, useImperativeHandle, useRef } from 'react'
import { now } from '../browser/clock.ts'
import { tokenOfFrame } from '../core/frames.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import { deriveState, isEmbedVisible } from '../core/state.ts'
import { EmbedFrame } from './EmbedFrame.tsx'
import type { EmbedHandle, EmbedProps } from './embedProps.ts'
import { ExpiredNotice, DEFAULT_LABELS } from './defaultViews.tsx'
import { containerProps } from './containerProps.ts'
import { useIsOffline } from './useIsOffline.ts'
import { useIsPast } from './useIsPast.ts'
import { useInitialToken } from './useInitialToken.ts'
import { useFrames } from './useFrames.ts'
import { useNearViewport } from './useNearViewport.ts'
import { StateOverlay } from './StateOverlay.tsx'
import { useStateCallbacks } from './useStateCallbacks.ts'
import { useSharedToken } from './useSharedToken.ts'

const CONTAINER_STYLE: CSSProperties = {
  display: 'flex',
  flexDirection: 'column',
  width: '100%',
  height: '100%',
  minHeight: 320,
}
const FRAMES_STYLE: CSSProperties = { position: 'relative', flex: 'auto', overflow: 'hidden' }

/** What {@link Embed} takes: an adapter, its props, and what is the same for the embed's whole life. */
export interface EmbedInnerProps<P, C> {
  adapter: EmbedAdapter<P, C>
  props: P & EmbedProps<C>
  client: QueryClient
  /** Came with the page, for just this embed. */
  initialToken: InitialToken | undefined
  handle: RefObject<EmbedHandle<C> | null>
}

/** One embed of one resource for one viewer: token, frames, state, looks. Another resource or viewer is another one. */
export function Embed<P, C>({ adapter, props, client, initialToken, handle }: EmbedInnerProps<P, C>) {
  const container = useRef<HTMLDivElement>(null)
  const isNear = useNearViewport(container, props.loading === 'lazy')
  const initial = useInitialToken(adapter, props, initialToken, client)
  const sharedToken = useSharedToken(adapter, props, client, isNear, initial.token)
  const { snapshot, isActive, refresh } = sharedToken
  const { frames, attach, reload, getActiveConnection } = useFrames(adapter, props, sharedToken, initial)
  const isOffline = useIsOffline()
  useIsPast(frames.active && tokenOfFrame(frames.active, snapshot.token).expiresAt)
  const state = deriveState(snapshot, frames, {
    isEnabled: isActive,
    isOffline,
    now: now(),
    readyTimeoutBehavior: props.readyTimeoutBehavior,
  })
  useStateCallbacks(state, props)

  useImperativeHandle(
    handle,
    () => ({
      state,
      get controller() {
        return getActiveConnection()?.readyPage?.controller
      },
      get iframe() {
        return getActiveConnection()?.iframe
      },
      refresh: async () => void (await refresh('requested')),
      reload,
    }),
    [state, refresh, reload, getActiveConnection],
  )

  const retry = (): void => void (frames.active ? reload() : refresh('requested')).catch(() => {})
  const isVisible = isEmbedVisible(state)
  const { active, pending } = frames
  const labels = { ...DEFAULT_LABELS, ...props.labels }
  return (
    <div
      {...containerProps(props)}
      ref={container}
      aria-busy={state.status === 'loading'}
      style={{ ...CONTAINER_STYLE, ...(active?.height && { height: active.height, minHeight: 0 }), ...props.style }}
    >
      <div style={FRAMES_STYLE}>
        {[active, pending].map(
          (frame) =>
            frame && (
              <EmbedFrame
                key={frame.id}
                frame={frame}
                isVisible={frame === active && isVisible}
                attach={attach}
                title={props.title ?? adapter.title}
                allow={props.allow ?? adapter.allow?.(props) ?? 'fullscreen'}
                sandbox={props.sandbox}
                referrerPolicy={props.referrerPolicy ?? 'strict-origin-when-cross-origin'}
              />
            ),
        )}
        {!isVisible && (
          <StateOverlay
            key={state.status}
            state={state}
            props={props}
            retry={retry}
            labels={labels}
            isInHtml={initial.isInHtml}
          />
        )}
      </div>
      <ExpiredNotice state={state} labels={labels} />
    </div>
  )
}
