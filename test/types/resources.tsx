import { createEmbed, defineAdapter, ExploEmbed, explo, felt, FeltEmbed, parseTokenResponse } from '../../src/index.ts'
import { type ExploResource, type FeltResource, type TokenFetcher, useEmbedToken } from '../../src/index.ts'

/** Compiled, never run: a fetcher knows what it is asked for. */

const fetchMapToken: TokenFetcher<FeltResource> = ({ resource }) => resource.mapId
const fetchDashboardToken: TokenFetcher<ExploResource> = ({ resource }) =>
  resource.embedId + (resource.kind satisfies 'dashboard' | 'report-builder')
/** A fetcher for all providers. */
const fetchAnyToken: TokenFetcher = ({ provider, resource }) => `${provider}${String(resource.mapId)}`

const NoteEmbed = createEmbed(
  defineAdapter({
    name: 'note',
    title: 'Note',
    resource: ({ noteId }: { noteId: string }) => ({ noteId, format: 'html' as const }),
    tokenKey: ({ noteId }) => noteId,
    frameKey: ({ noteId }) => noteId,
    lifetime: () => ({ default: 60_000 }),
    parseResponse: parseTokenResponse,
    buildSrc: ({ noteId }, token) => new URL(`https://notes.example/${noteId}?${token.value}`),
    connect: async () => null,
    refreshStrategy: () => ({ mode: 'none' }),
  }),
)

export function resources() {
  return (
    <>
      <FeltEmbed mapId="m" fetchToken={fetchMapToken} />
      <FeltEmbed mapId="m" fetchToken={fetchAnyToken} />
      <ExploEmbed embedId="e" fetchToken={fetchDashboardToken} />
      <ExploEmbed embedId="e" fetchToken={fetchAnyToken} />
      <NoteEmbed noteId="n" fetchToken={({ resource }) => resource.noteId + (resource.format satisfies 'html')} />
      {/* @ts-expect-error a map's id is written mapId */}
      <FeltEmbed mapId="m" fetchToken={({ resource }) => resource.mapID} />
      {/* @ts-expect-error a dashboard has no map */}
      <ExploEmbed embedId="e" fetchToken={({ resource }) => resource.mapId} />
      {/* @ts-expect-error what fetches for maps cannot for dashboards */}
      <ExploEmbed embedId="e" fetchToken={fetchMapToken} />
      {/* @ts-expect-error an adapter of one's own has fields of its own */}
      <NoteEmbed noteId="n" fetchToken={({ resource }) => resource.mapId} />
    </>
  )
}

export function useTokens(): unknown {
  // @ts-expect-error the hook knows the resource, too
  useEmbedToken(felt, { mapId: 'm', fetchToken: ({ resource }) => resource.embedId })
  return useEmbedToken(explo, { embedId: 'e', fetchToken: ({ resource }) => resource.embedId })
}
