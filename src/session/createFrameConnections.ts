import { onWake } from '../browser/wake.ts'
import type { FrameConnection, MountedFrame } from './frameConnection.ts'

/** Connections to all iframes of one embed. */
export interface FrameConnections<P, C> {
  get(frame: { readonly id: number } | undefined): FrameConnection<P, C> | undefined
  /** Registers an iframe before React inserts the element, with the props used for its URL. */
  register(frame: { readonly id: number; readonly src: string }, srcProps: P, isServerRendered?: boolean): void
  /** Handles the `load` event of an iframe. */
  loaded(id: number): void
  /** Connects an iframe after React has inserted or revealed the element; returns the detach function. */
  attach(id: number, iframe: HTMLIFrameElement): () => void
  /** Notifies all pages of changed props. */
  updateProps(props: P): void
}

interface Entry<P, C> {
  readonly src: string
  readonly srcProps: P
  readonly isServerRendered: boolean
  hasLoaded: boolean
  /** Whether React shows the iframe. */
  isAttached: boolean
  connection?: FrameConnection<P, C>
}

/**
 * Creates the connections of one embed. Each connection lives as long as its iframe: a detach without removal from
 * the document keeps the connection open, as under StrictMode and in a hidden part of the page.
 *
 * @param open opens a connection
 * @param getProps returns the latest props
 */
export function createFrameConnections<P, C>(
  open: (frame: MountedFrame<P>) => FrameConnection<P, C>,
  getProps: () => P,
): FrameConnections<P, C> {
  const entries = new Map<number, Entry<P, C>>()
  let stopSweeping: (() => void) | undefined

  /** Disposes of removed iframes. React does not report removals within a hidden part of the page. */
  function sweep(): void {
    let hasHidden = false
    for (const [id, { isAttached, connection }] of entries) {
      if (isAttached || !connection) continue
      if (connection.iframe.isConnected) {
        hasHidden = true
      } else {
        connection.dispose()
        entries.delete(id)
      }
    }
    if (hasHidden) {
      stopSweeping ??= onWake(sweep)
    } else {
      stopSweeping?.()
      stopSweeping = undefined
    }
  }

  function register({ id, src }: { id: number; src: string }, srcProps: P, isServerRendered = false): Entry<P, C> {
    const entry = { src, srcProps, isServerRendered, hasLoaded: false, isAttached: false }
    entries.set(id, entry)
    return entry
  }

  return {
    get: (frame) => frame && entries.get(frame.id)?.connection,
    register,
    loaded(id) {
      const entry = entries.get(id)
      if (entry) entry.hasLoaded = true
    },
    attach(id, iframe) {
      // An iframe removed while hidden may come back.
      const entry = entries.get(id) ?? register({ id, src: iframe.src }, getProps())
      entry.isAttached = true
      const { src, srcProps, hasLoaded, isServerRendered } = entry
      if (entry.connection?.iframe !== iframe)
        entry.connection = open({ id, iframe, src, srcProps, hasLoaded, isServerRendered })
      return () => {
        entry.isAttached = false
        // Deferred: under StrictMode the iframe is attached again immediately.
        queueMicrotask(sweep)
      }
    },
    updateProps: (props) => entries.forEach(({ connection }) => connection?.updateProps(props)),
  }
}
