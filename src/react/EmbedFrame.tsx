import { type CSSProperties, type HTMLAttributeReferrerPolicy, useRef } from 'react'
import { preventFocus } from '../browser/preventFocus.ts'
import type { Frame } from '../core/frames.ts'
import type { MountedFrame } from './frameConnection.ts'
import { useIsomorphicLayoutEffect } from './useLatest.ts'

/** What one iframe needs to know. */
export interface EmbedFrameProps {
  frame: Frame
  /** It is the live one, and its page is worth seeing. */
  isVisible: boolean
  attach(mounted: MountedFrame): () => void
  title: string
  allow: string
  sandbox?: string | undefined
  referrerPolicy: HTMLAttributeReferrerPolicy
}

const FRAME_STYLE: CSSProperties = { position: 'absolute', inset: 0, width: '100%', height: '100%', border: 0 }
/** Not `display: none` or `visibility: hidden`: a frame draws nothing then, and would be blank when it takes over. */
const HIDDEN_FRAME_STYLE: CSSProperties = { ...FRAME_STYLE, opacity: 0, pointerEvents: 'none' }

/** One iframe. Its `src` never changes; a token renewed by handover is another frame. */
export function EmbedFrame({ frame, isVisible, attach, title, ...attributes }: EmbedFrameProps) {
  const ref = useRef<HTMLIFrameElement>(null)
  const hasLoaded = useRef(false)
  const { id, src } = frame
  useIsomorphicLayoutEffect(() => {
    const iframe = ref.current
    return iframe ? attach({ id, iframe, hasLoaded: hasLoaded.current }) : undefined
  }, [attach, id])
  useIsomorphicLayoutEffect(() => {
    const iframe = ref.current
    if (!iframe) return
    // By property, as React 18 and 19 disagree on the attribute.
    iframe.inert = !isVisible
    return isVisible ? undefined : preventFocus(iframe)
  }, [isVisible])
  return (
    <iframe
      ref={ref}
      {...attributes}
      title={title}
      onLoad={() => void (hasLoaded.current = true)}
      src={src}
      style={isVisible ? FRAME_STYLE : HIDDEN_FRAME_STYLE}
      aria-hidden={isVisible ? undefined : true}
      tabIndex={isVisible ? undefined : -1}
    />
  )
}
