import type { QueryClient } from '@tanstack/react-query'
import { type EmbedState, ExploEmbed, FeltEmbed } from '../../../src/index.ts'
import type { MountRequest } from './benchPage.ts'
import { ByHand } from './ByHand.tsx'
import { MarkupAlone } from './MarkupAlone.tsx'

/** Embed of either provider, as used by the bench. */
export interface Refreshable {
  refresh(): Promise<void>
}

export interface ShownProps extends MountRequest {
  origin: string
  queryClient: QueryClient
  /** Source of a bare iframe. */
  src: string
  /** For what is written by hand: another number asks for another token. */
  refreshes: number
  handle: (handle: Refreshable | null) => void
  /** The page can be seen. */
  onShown: () => void
}

/** Renders one embed with the given maker. */
export function Shown({ maker, provider, resource, origin, queryClient, src, refreshes, handle, onShown }: ShownProps) {
  if (maker === 'bare iframe') return <iframe title="Bare" src={src} onLoad={onShown} />
  if (maker === 'markup alone') return <MarkupAlone src={src} onLoad={onShown} />
  if (maker === 'by hand') {
    return <ByHand provider={provider} origin={origin} resource={resource} refreshes={refreshes} onLoad={onShown} />
  }
  const props = {
    ref: handle,
    queryClient,
    origin,
    tokenEndpoint: '/api/embed-token',
    onStateChange: ({ status }: EmbedState) => void (status === 'ready' && onShown()),
  } as const
  return provider === 'felt' ? <FeltEmbed {...props} mapId={resource} /> : <ExploEmbed {...props} embedId={resource} />
}
