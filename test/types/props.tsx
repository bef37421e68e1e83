import {
  type ExploEvent,
  ExploEmbed,
  type FeltController,
  FeltEmbed,
  type TokenResponse,
  useEmbedToken,
  felt,
} from '../../src/index.ts'

/** Compiled, never run: what must type-check, and after each `@ts-expect-error` what must not. */
export function compiles() {
  const token = (): string => 'token'
  const holder: { map?: FeltController } = {}
  return (
    <>
      <FeltEmbed mapId="m" fetchToken={token} />
      <FeltEmbed mapId="m" fetchToken={async () => ({ token: 't', expires_at: '2024-05-25T15:51:34' })} />
      <FeltEmbed
        mapId="m"
        fetchToken={async ({ resource }) => ({ token: String(resource.mapId), expiresIn: 'PT15M' })}
      />
      <FeltEmbed mapId="m" tokenEndpoint="/t" onReady={(map) => map.onMapIdle({ handler: () => {} })} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" className="c" style={{ height: 1 }} id="i" data-x="1" aria-label="l" />
      <ExploEmbed embedId="e" fetchToken={() => ({ success: 1, jwt: 'a.b.c' })} tokenLifetime="PT1H" />
      <ExploEmbed embedId="e" tokenEndpoint="/t" onEvent={(event) => void read(event)} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" iframeProps={{ credentialless: true, name: 'n', 'data-category': 'c' }} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" iframeProps={{ onFocus: () => {}, fetchPriority: 'low', lang: 'de' }} />
      {/* @ts-expect-error the library sets src */}
      <FeltEmbed mapId="m" tokenEndpoint="/t" iframeProps={{ src: 'https://felt.com' }} />
      {/* @ts-expect-error the embed has a prop of this name */}
      <FeltEmbed mapId="m" tokenEndpoint="/t" iframeProps={{ allow: 'fullscreen' }} />
      {/* @ts-expect-error React keeps key and ref for itself */}
      <FeltEmbed mapId="m" tokenEndpoint="/t" iframeProps={{ ref: null }} />
      {/* @ts-expect-error a map needs its id */}
      <FeltEmbed fetchToken={token} />
      {/* @ts-expect-error tokens must come from somewhere */}
      <FeltEmbed mapId="m" />
      <FeltEmbed mapId="m" tokenEndpoint={{ url: '/t', headers: async () => ({ authorization: 'Bearer x' }) }} />
      <FeltEmbed mapId="m" tokenEndpoint={{ url: '/t', headers: new Headers(), credentials: 'include' }} />
      {/* @ts-expect-error a route needs its URL */}
      <FeltEmbed mapId="m" tokenEndpoint={{ headers: {} }} />
      {/* @ts-expect-error and a function of headers returns some */}
      <FeltEmbed mapId="m" tokenEndpoint={{ url: '/t', headers: () => 5 }} />
      <FeltEmbed mapId="m" fetchToken={async () => ({ error: { status: 403, message: 'no', retryAfter: 5 } })} />
      {/* @ts-expect-error a rejection has a status */}
      <FeltEmbed mapId="m" fetchToken={async () => ({ error: { message: 'no' } })} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" onReady={async (map) => void (await map.getViewport())} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" onReady={(map) => map.getViewport()} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" onReady={(map) => (holder.map = map)} />
      <FeltEmbed mapId="m" tokenEndpoint="/t" onReady={(map) => map.onMapIdle({ handler: () => {} })} />
      {/* @ts-expect-error a token is no prop */}
      <FeltEmbed mapId="m" token="t" />
      {/* @ts-expect-error the frame's src is the library's */}
      <FeltEmbed mapId="m" fetchToken={token} src="https://felt.com" />
      {/* @ts-expect-error a fetcher answers with a token */}
      <FeltEmbed mapId="m" fetchToken={() => 5} />
      {/* @ts-expect-error and not with a Response */}
      <FeltEmbed mapId="m" fetchToken={() => fetch('/t')} />
      {/* @ts-expect-error a map has no variables */}
      <FeltEmbed mapId="m" fetchToken={token} variables={{}} />
      {/* @ts-expect-error a dashboard has no refresh mode to choose */}
      <ExploEmbed embedId="e" fetchToken={token} refreshMode="none" />
    </>
  )
}

function read(event: ExploEvent): unknown {
  switch (event.name) {
    case 'sendVariableUpdatedEvent':
      return event.varName
    case 'dashboardLoaded':
      return event.loadTime
    case 'other':
      return event.event
    default:
      // @ts-expect-error an event has its own fields only
      return event.varName
  }
}

/** The hook asks for what tokens need, and offers what a frame of one's own needs. */
export function useOwnFrame(): string | undefined {
  const { state, token } = useEmbedToken(felt, { mapId: 'm', fetchToken: () => 'token' })
  // @ts-expect-error a union is narrowed before it is read
  void state.error
  return state.status === 'ready' ? token : undefined
}

// @ts-expect-error an answer without a token is none
export const answer: TokenResponse = { expiresIn: 900 }
