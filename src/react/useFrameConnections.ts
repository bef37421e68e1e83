import { useEffect, useState } from 'react'
import { onElementRemoved } from '../browser/onElementRemoved.ts'
import type { FrameConnection, FrameConnectionHost, MountedFrame } from './frameConnection.ts'
import { openFrameConnection } from './openFrameConnection.ts'

/** The lines to all frames of one embed. */
export interface FrameConnections<P, C> {
  get(frame: { readonly id: number } | undefined): FrameConnection<P, C> | undefined
  /** Notes the props that a frame's URL was made of, before React makes the frame. */
  registerProps(id: number, props: P): void
  /** Connects an iframe that React has made; returns what React calls when it ends the effect. */
  attach(mounted: MountedFrame, props: P, host: FrameConnectionHost<P, C>): () => void
  /** Tells all pages of props that changed. */
  updateProps(props: P): void
  /** Ends the lines to frames that are no longer on the page. */
  disposeRemoved(): void
}

function createFrameConnections<P, C>(): FrameConnections<P, C> {
  const connections = new Map<number, FrameConnection<P, C>>()
  const registeredProps = new Map<number, P>()
  const attached = new Set<number>()
  /** What ends the watch over each frame that is on the page, but hidden. */
  const hiddenWatches = new Map<number, () => void>()

  function stopWatching(id: number): void {
    hiddenWatches.get(id)?.()
    hiddenWatches.delete(id)
  }

  function disposeIfRemoved(connection: FrameConnection<P, C>): void {
    const { id, iframe } = connection
    stopWatching(id)
    if (attached.has(id)) return
    if (iframe.isConnected) {
      hiddenWatches.set(
        id,
        onElementRemoved(iframe, () => disposeIfRemoved(connection)),
      )
      return
    }
    connection.dispose()
    connections.delete(id)
    registeredProps.delete(id)
  }

  return {
    get: (frame) => frame && connections.get(frame.id),
    registerProps: (id, props) => void registeredProps.set(id, props),
    attach(mounted, props, host) {
      const { id, iframe } = mounted
      const known = connections.get(id)
      const connection =
        known?.iframe === iframe ? known : openFrameConnection(mounted, registeredProps.get(id) ?? props, host)
      connections.set(id, connection)
      attached.add(id)
      stopWatching(id)
      return () => {
        attached.delete(id)
        // React ends an effect also where the element stays: under StrictMode, and while it is hidden.
        queueMicrotask(() => disposeIfRemoved(connection))
      }
    },
    updateProps: (props) => connections.forEach((connection) => connection.updateProps(props)),
    disposeRemoved: () => queueMicrotask(() => connections.forEach(disposeIfRemoved)),
  }
}

/** What was learnt of a frame belongs to its element, and so outlives the effects that React runs again. */
export function useFrameConnections<P, C>(): FrameConnections<P, C> {
  const [connections] = useState(createFrameConnections<P, C>)
  // A tree that is removed while a Suspense boundary hides it gets no second word in its layout effects.
  useEffect(() => connections.disposeRemoved, [connections])
  return connections
}
