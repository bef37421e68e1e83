import { type HTMLAttributeReferrerPolicy, type CSSProperties, useRef } from 'react'
import type { EmbedSession, FrameView } from '../session/embedSession.ts'
import { preventFocusLazily } from '../session/preventFocusLazily.ts'
import type { IframeProps } from './iframeProps.ts'
import { useIsomorphicLayoutEffect } from './useIsomorphicLayoutEffect.ts'

/** Props of {@link EmbedFrame}. */
export interface EmbedFrameProps {
  session: Pick<EmbedSession<never, never>, 'attach' | 'loaded'>
  frame: FrameView
  title: string
  allow: string
  sandbox?: string | undefined
  referrerPolicy: HTMLAttributeReferrerPolicy
  iframeProps?: IframeProps | undefined
}

/** Resets style sheets for `iframe`, `*` or `[aria-hidden]`, which could delay a swap or hide a pending iframe. */
const FRAME_STYLE: CSSProperties = {
  position: 'absolute',
  inset: 0,
  display: 'block',
  width: '100%',
  height: '100%',
  maxWidth: 'none',
  maxHeight: 'none',
  margin: 0,
  border: 0,
  // Not `visible`, which would override a hidden part of the page.
  visibility: 'inherit',
  opacity: 1,
  transition: 'none',
  animation: 'none',
}
/** Without `display: none` or `visibility: hidden`, with which the embedded page would not render before the swap. */
const HIDDEN_FRAME_STYLE: CSSProperties = { ...FRAME_STYLE, opacity: 0, pointerEvents: 'none' }

/** Renders one iframe for the session. Its `src` never changes: another URL means another iframe. */
export function EmbedFrame({
  session,
  frame: { id, src, isVisible },
  title,
  iframeProps,
  ...attributes
}: EmbedFrameProps) {
  const ref = useRef<HTMLIFrameElement>(null)
  useIsomorphicLayoutEffect(() => (ref.current ? session.attach(id, ref.current) : undefined), [session, id])
  useIsomorphicLayoutEffect(() => {
    const iframe = ref.current
    if (!iframe) return
    // As a property, because React 18 and 19 handle the attribute differently.
    iframe.inert = !isVisible
    return isVisible ? undefined : preventFocusLazily(iframe)
  }, [isVisible])
  return (
    <iframe
      {...iframeProps}
      // React before 19.3 drops a boolean value of this unknown attribute; later versions treat '' as false.
      {...{ credentialless: iframeProps?.credentialless ? 'credentialless' : undefined }}
      ref={ref}
      {...attributes}
      title={title}
      onLoad={() => session.loaded(id)}
      src={src}
      style={isVisible ? FRAME_STYLE : HIDDEN_FRAME_STYLE}
      aria-hidden={isVisible ? undefined : true}
      tabIndex={isVisible ? undefined : -1}
    />
  )
}
