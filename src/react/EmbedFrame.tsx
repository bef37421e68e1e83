import { type CSSProperties, type HTMLAttributeReferrerPolicy, useRef } from 'react'
import { preventFocus } from '../browser/preventFocus.ts'
import type { Frame } from '../core/frames.ts'
import type { MadeFrame } from './frameLine.ts'
import { useCommitEffect } from './useLatest.ts'

/** What one iframe needs to know. */
export interface EmbedFrameProps {
  frame: Frame
  /** It is the live one, and its page is worth seeing. */
  isShown: boolean
  attach(made: MadeFrame): () => void
  title: string
  allow: string
  sandbox?: string | undefined
  referrerPolicy: HTMLAttributeReferrerPolicy
}

const STYLE: CSSProperties = { position: 'absolute', inset: 0, width: '100%', height: '100%', border: 0 }
/** Not `display: none` or `visibility: hidden`: a frame draws nothing then, and would be blank when it takes over. */
const UNSEEN: CSSProperties = { ...STYLE, opacity: 0, pointerEvents: 'none' }

/** One iframe. Its `src` never changes; a token renewed by handover is another frame. */
export function EmbedFrame({ frame, isShown, attach, title, ...attributes }: EmbedFrameProps) {
  const ref = useRef<HTMLIFrameElement>(null)
  const isLoaded = useRef(false)
  const { id, src } = frame
  useCommitEffect(() => {
    const iframe = ref.current
    return iframe ? attach({ id, iframe, hasLoaded: isLoaded.current }) : undefined
  }, [attach, id])
  useCommitEffect(() => {
    const iframe = ref.current
    if (!iframe) return
    // By property, as React 18 and 19 disagree on the attribute.
    iframe.inert = !isShown
    return isShown ? undefined : preventFocus(iframe)
  }, [isShown])
  return (
    <iframe
      ref={ref}
      {...attributes}
      title={title}
      onLoad={() => void (isLoaded.current = true)}
      src={src}
      style={isShown ? STYLE : UNSEEN}
      aria-hidden={isShown ? undefined : true}
      tabIndex={isShown ? undefined : -1}
    />
  )
}
