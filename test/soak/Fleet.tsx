import {
  type EmbedError,
  type EmbedHandle,
  ExploEmbed,
  type ExploController,
  type FeltController,
  FeltEmbed,
  type TokenFetcher,
} from '../../src/index.ts'
import { origins } from '../browser/emulator.ts'
import { READY_TIMEOUT, type SoakEmbed, type SoakEvent } from './soakPage.ts'

/** Takes what happened. */
export type Note = (event: SoakEvent) => void

/** The handle of each embed that is mounted. */
export const handles = new Map<string, EmbedHandle<unknown>>()
/** The map visible in each of Felt's embeds, for a viewer to move. */
export const maps = new Map<string, () => FeltController | undefined>()

const STYLE = { width: 500, height: 330 }

/** All embeds that are mounted. */
export function Fleet({ embeds, note }: { embeds: readonly SoakEmbed[]; note: Note }) {
  return embeds.map((embed) => (
    <div key={embed.id} data-soak={embed.id}>
      <Embed embed={embed} note={note} />
    </div>
  ))
}

function Embed({ embed: { id, provider }, note }: { embed: SoakEmbed; note: Note }) {
  const fetchToken: TokenFetcher = async ({ provider, resource, reason, signal }) => {
    const body = JSON.stringify({ provider, ...resource })
    const response = await fetch('/api/embed-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
    })
    if (!response.ok) throw response
    const answer: { token: string; expiresIn: number } = await response.json()
    note({ type: 'token', id, at: Date.now(), tokenSuffix: answer.token.slice(-8), reason })
    return answer
  }
  const common = {
    origin: origins[provider].origin,
    fetchToken,
    readyTimeout: READY_TIMEOUT,
    // A single color: a removed iframe is visible as a blank.
    fallback: null,
    renderError: () => null,
    style: STYLE,
    onError: ({ code, cause }: EmbedError) => {
      if (code === 'VIEW_TRANSFER_FAILED') note({ type: 'left-behind', id, at: Date.now(), cause: String(cause) })
    },
    onStateChange: ({ status }: { status: string }) => note({ type: 'state', id, at: Date.now(), status }),
  }
  if (provider === 'explo') {
    const keep = (handle: EmbedHandle<ExploController> | null) => void keepHandle(id, handle)
    return <ExploEmbed ref={keep} embedId={id} autoHeight={false} {...common} />
  }
  const keep = (handle: EmbedHandle<FeltController> | null): void => {
    keepHandle(id, handle)
    if (handle) maps.set(id, () => handle.controller)
    else maps.delete(id)
  }
  return <FeltEmbed ref={keep} mapId={id} {...common} />
}

function keepHandle(id: string, handle: EmbedHandle<unknown> | null): void {
  if (handle) handles.set(id, handle)
  else handles.delete(id)
}
