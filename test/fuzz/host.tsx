import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRef, StrictMode } from 'react'
import {
  createEmbed,
  defineAdapter,
  type EmbedHandle,
  parseTokenResponse,
  type TokenFetcher,
  useEmbedToken,
} from '../../src/index.ts'
import { isRecord } from '../../src/core/isRecord.ts'
import { MINUTE } from '../core/support.ts'
import type { Settings } from './operations.ts'
import type { ViewRules } from './viewRules.ts'

interface ProviderProps {
  place: string
  /** Viewer and resource of the token. */
  owner: string
  embed: number
  settings: Settings
}

/** A provider whose page is ready when it says `ready`. */
const acme = defineAdapter<ProviderProps, 'a page'>({
  name: 'acme',
  title: 'Acme',
  resource: ({ place }) => ({ place }),
  tokenKey: ({ place }) => place,
  frameKey: ({ place }) => place,
  lifetime: ({ settings: { lifetime, form, isFixed } }) => ({
    default: form === 'bare' ? lifetime : 15 * MINUTE,
    max: isFixed ? lifetime : undefined,
  }),
  parseResponse: (answer) =>
    parseTokenResponse(
      isRecord(answer) && 'expires_at' in answer ? { ...answer, expiresAt: answer.expires_at } : answer,
    ),
  buildSrc: ({ place, owner, embed }, token) => {
    const query = new URLSearchParams({ token: token.value, key: owner, embed: String(embed) })
    return new URL(`https://acme.test/${place}?${query}`)
  },
  connect: (frame) => new Promise((resolve) => frame.subscribe((message) => message === 'ready' && resolve('a page'))),
  refreshStrategy: () => ({ mode: 'none' }),
})

const EMBEDS = {
  none: createEmbed(acme),
  swap: createEmbed({ ...acme, refreshStrategy: () => ({ mode: 'swap' }) }),
  'in-place': createEmbed({
    ...acme,
    refreshStrategy: () => ({
      mode: 'in-place',
      sendToken: (token, frame) => frame.post({ token: token.value }),
      isTokenRequest: (message) => message === 'give me a token',
    }),
  }),
}

/** Which observers there are: the last is the embed. */
export const OBSERVERS = [0, 1, 2] as const
export const EMBED = 2

/** Content of a host app. */
export interface Shown {
  place: string
  viewer: string
  /** Bit mask of observers. */
  observers: number
  instance: number
  /** Tells one embed from the one that takes its place. */
  embed: number
}

export const isMounted = ({ observers }: Pick<Shown, 'observers'>, id: number): boolean => (observers & (1 << id)) !== 0
export const keyOf = ({ place, viewer }: Shown): string => `${place}/${viewer}`

export interface HostProps {
  shown: Shown
  settings: Settings
  client: QueryClient
  views: ViewRules
  fetchToken(key: string, request: Parameters<TokenFetcher>[0]): ReturnType<TokenFetcher>
}

export const embedHandle = createRef<EmbedHandle<'a page'>>()

/** A host page with up to three observers of one token. */
export function Host(props: HostProps) {
  const { settings, client, shown } = props
  const observers = OBSERVERS.filter((id) => isMounted(shown, id)).map((id) =>
    id === EMBED ? (
      <Framed key={`${id} ${shown.instance}`} {...props} />
    ) : (
      <Probe key={`${id} ${shown.instance}`} id={id} {...props} />
    ),
  )
  const tree = settings.isProvided ? <QueryClientProvider client={client}>{observers}</QueryClientProvider> : observers
  return settings.isStrict ? <StrictMode>{tree}</StrictMode> : tree
}

function useTokenProps({ shown, settings, client, fetchToken }: HostProps) {
  const owner = keyOf(shown)
  return {
    place: shown.place,
    viewerId: shown.viewer,
    owner,
    embed: shown.embed,
    settings,
    refreshInBackground: settings.inBackground,
    queryClient: settings.isProvided ? undefined : client,
    fetchToken: (request: Parameters<TokenFetcher>[0]) => fetchToken(owner, request),
  }
}

function Probe({ id, ...host }: HostProps & { id: number }) {
  const { queryClient, ...props } = useTokenProps(host)
  const result = useEmbedToken(acme, props, { queryClient })
  host.views.see(id, props.owner, result)
  return null
}

function Framed(host: HostProps) {
  const Embed = EMBEDS[host.settings.refreshMode]
  // Without onError, errors are logged in production.
  return <Embed ref={embedHandle} onError={() => {}} {...useTokenProps(host)} />
}
