import { useEffect, useState } from 'react'
import { onElementRemoved } from '../browser/onElementRemoved.ts'
import type { FrameLine, LineHost, MadeFrame } from './frameLine.ts'
import { openFrameLine } from './openFrameLine.ts'

/** The lines to all frames of one embed. */
export interface FrameLines<P, C> {
  of(frame: { readonly id: number } | undefined): FrameLine<P, C> | undefined
  /** Notes the props that a frame's URL was made of, before React makes the frame. */
  expect(id: number, props: P): void
  /** Connects an iframe that React has made; returns what React calls when it ends the effect. */
  attach(made: MadeFrame, props: P, host: LineHost<P, C>): () => void
  /** Tells all pages of props that changed. */
  tell(props: P): void
  /** Ends the lines to frames that are no longer on the page. */
  retireGone(): void
}

function createFrameLines<P, C>(): FrameLines<P, C> {
  const lines = new Map<number, FrameLine<P, C>>()
  const expected = new Map<number, P>()
  const attached = new Set<number>()
  /** What ends the watch over each frame that is on the page, but hidden. */
  const hidden = new Map<number, () => void>()

  function unwatch(id: number): void {
    hidden.get(id)?.()
    hidden.delete(id)
  }

  function retireIfGone(line: FrameLine<P, C>): void {
    const { id, iframe } = line
    unwatch(id)
    if (attached.has(id)) return
    if (iframe.isConnected) {
      hidden.set(
        id,
        onElementRemoved(iframe, () => retireIfGone(line)),
      )
      return
    }
    line.retire()
    lines.delete(id)
    expected.delete(id)
  }

  return {
    of: (frame) => frame && lines.get(frame.id),
    expect: (id, props) => void expected.set(id, props),
    attach(made, props, host) {
      const { id, iframe } = made
      const known = lines.get(id)
      const line = known?.iframe === iframe ? known : openFrameLine(made, expected.get(id) ?? props, host)
      lines.set(id, line)
      attached.add(id)
      unwatch(id)
      return () => {
        attached.delete(id)
        // React ends an effect also where the element stays: under StrictMode, and while it is hidden.
        queueMicrotask(() => retireIfGone(line))
      }
    },
    tell: (props) => lines.forEach((line) => line.tell(props)),
    retireGone: () => queueMicrotask(() => lines.forEach(retireIfGone)),
  }
}

/** What was learnt of a frame belongs to its element, and so outlives the effects that React runs again. */
export function useFrameLines<P, C>(): FrameLines<P, C> {
  const [lines] = useState(createFrameLines<P, C>)
  // A tree that is removed while a Suspense boundary hides it gets no second word in its layout effects.
  useEffect(() => lines.retireGone, [lines])
  return lines
}
