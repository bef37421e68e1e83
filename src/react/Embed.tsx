import type { QueryClient } from '@tanstack/react-query'
import { type CSSProperties, type RefObject, useImperativeHandle, useRef } from 'react'
import { now } from '../browser/clock.ts'
import { tokenOfFrame } from '../core/frames.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import { deriveState, isEmbedVisible } from '../core/state.ts'
import { EmbedFrame } from './EmbedFrame.tsx'
import type { EmbedHandle, EmbedProps } from './embedProps.ts'
import { ExpiredNotice, LABELS } from './looks.tsx'
import { boxProps } from './boxProps.ts'
import { useIsOffline, useIsPast } from './useBoundary.ts'
import { useInitialToken } from './useInitialToken.ts'
import { useFrames } from './useFrames.ts'
import { useNearViewport } from './useNearViewport.ts'
import { StateLook } from './StateLook.tsx'
import { useReports } from './useReports.ts'
import { useTokenView } from './useTokenView.ts'

const BOX: CSSProperties = { display: 'flex', flexDirection: 'column', width: '100%', height: '100%', minHeight: 320 }
const FRAMES: CSSProperties = { position: 'relative', flex: 'auto', overflow: 'hidden' }

/** What {@link Embed} takes: an adapter, its props, and what is the same for the embed's whole life. */
export interface EmbedOwnProps<P, C> {
  adapter: EmbedAdapter<P, C>
  props: P & EmbedProps<C>
  client: QueryClient
  /** Came with the page, for just this embed. */
  initialToken: InitialToken | undefined
  handle: RefObject<EmbedHandle<C> | null>
}

/** One embed of one resource for one viewer: token, frames, state, looks. Another resource or viewer is another one. */
export function Embed<P, C>({ adapter, props, client, initialToken, handle }: EmbedOwnProps<P, C>) {
  const box = useRef<HTMLDivElement>(null)
  const isNear = useNearViewport(box, props.loading === 'lazy')
  const initial = useInitialToken(adapter, props, initialToken, client)
  const access = useTokenView(adapter, props, client, isNear, initial.token)
  const { snapshot, isActive, refresh } = access
  const { frames, attach, reload, liveLine } = useFrames(adapter, props, access, initial)
  const isOffline = useIsOffline()
  useIsPast(frames.active && tokenOfFrame(frames.active, snapshot.token).expiresAt)
  const state = deriveState(snapshot, frames, {
    isEnabled: isActive,
    isOffline,
    now: now(),
    whenSilent: props.whenSilent,
  })
  useReports(state, props)

  useImperativeHandle(
    handle,
    () => ({
      state,
      get controller() {
        return liveLine()?.connection?.controller
      },
      get iframe() {
        return liveLine()?.iframe
      },
      refresh: async () => void (await refresh('requested')),
      reload,
    }),
    [state, refresh, reload, liveLine],
  )

  const retry = (): void => void (frames.active ? reload() : refresh('requested')).catch(() => {})
  const shown = isEmbedVisible(state)
  const { active, pending } = frames
  const labels = { ...LABELS, ...props.labels }
  return (
    <div
      {...boxProps(props)}
      ref={box}
      aria-busy={state.status === 'loading'}
      style={{ ...BOX, ...(active?.height && { height: active.height, minHeight: 0 }), ...props.style }}
    >
      <div style={FRAMES}>
        {[active, pending].map(
          (frame) =>
            frame && (
              <EmbedFrame
                key={frame.id}
                frame={frame}
                isShown={frame === active && shown}
                attach={attach}
                title={props.title ?? adapter.title}
                allow={props.allow ?? adapter.allow?.(props) ?? 'fullscreen'}
                sandbox={props.sandbox}
                referrerPolicy={props.referrerPolicy ?? 'strict-origin-when-cross-origin'}
              />
            ),
        )}
        {!shown && (
          <StateLook
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
