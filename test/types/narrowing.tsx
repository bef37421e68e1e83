import { createRef } from 'react'
import {
  createEmbed,
  defineAdapter,
  type EmbedError,
  type EmbedHandle,
  type EmbedState,
  ExploEmbed,
  type ExploController,
  type FeltController,
  FeltEmbed,
  isEmbedError,
  parseTokenResponse,
  type TokenSource,
} from '../../src/index.ts'

/** Compiled, never run: a union says what it holds as soon as it is clear which member it is. */
export function readState(state: EmbedState): unknown {
  switch (state.status) {
    case 'idle':
    case 'loading':
      // @ts-expect-error nothing is known yet
      return state.expiresAt
    case 'ready':
      // @ts-expect-error what works has no error
      void state.error
      return [state.expiresAt.toFixed(), state.refreshing satisfies boolean]
    case 'degraded':
      return [state.expiresAt.toFixed(), state.error.code, state.nextAttemptAt?.toFixed(), state.offline]
    case 'expired':
      // @ts-expect-error it may have expired without any attempt
      void state.error.code
      return state.error?.code
    case 'error':
      return [state.error.code, state.willRetry satisfies boolean]
  }
  return state satisfies never
}

export function readError(thrown: unknown, error: EmbedError): unknown {
  // @ts-expect-error what was thrown may be anything
  void thrown.code
  if (isEmbedError(thrown)) return thrown.code satisfies EmbedError['code']
  // @ts-expect-error no such code
  if (error.code === 'NO_SUCH_CODE') return
  if (error.code === 'RATE_LIMITED') return error.code satisfies 'RATE_LIMITED'
  // @ts-expect-error an error does not change
  error.code = 'REQUEST_REJECTED'
  return error.retryAfterMs?.toFixed()
}

const note = defineAdapter<{ noteId: string; size?: 'small' | 'large' }, { write(text: string): void }>({
  name: 'note',
  title: 'Note',
  resource: ({ noteId }) => ({ noteId }),
  tokenKey: ({ noteId }) => noteId,
  frameKey: ({ noteId }) => noteId,
  lifetime: () => ({ default: 60_000 }),
  parseResponse: parseTokenResponse,
  buildSrc: ({ noteId }, token) => new URL(`https://notes.example/${noteId}?${token.value}`),
  connect: async () => ({ write: () => {} }),
  refreshStrategy: () => ({ mode: 'none' }),
})
const NoteEmbed = createEmbed(note)

// @ts-expect-error how it is refreshed decides what else it must have
void defineAdapter<{ id: string }, null>({ ...note, refreshStrategy: () => ({ mode: 'in-place' }) })

export function refs() {
  const map = createRef<EmbedHandle<FeltController>>()
  const dashboard = createRef<EmbedHandle<ExploController>>()
  const frame = createRef<HTMLIFrameElement>()
  return (
    <>
      <FeltEmbed ref={map} mapId="m" tokenEndpoint="/t" />
      <ExploEmbed ref={dashboard} embedId="e" tokenEndpoint="/t" />
      <FeltEmbed ref={(handle) => void handle?.controller?.getViewport()} mapId="m" tokenEndpoint="/t" />
      <NoteEmbed noteId="n" tokenEndpoint="/t" size="small" onReady={(controller) => controller.write('hello')} />
      <NoteEmbed ref={(handle) => void handle?.controller?.write('hello')} noteId="n" tokenEndpoint="/t" />
      {/* @ts-expect-error a handle is of one provider */}
      <FeltEmbed ref={dashboard} mapId="m" tokenEndpoint="/t" />
      {/* @ts-expect-error and is no element */}
      <FeltEmbed ref={frame} mapId="m" tokenEndpoint="/t" />
      {/* @ts-expect-error the props are those of the provider */}
      <NoteEmbed mapId="n" tokenEndpoint="/t" />
      {/* @ts-expect-error with their types */}
      <NoteEmbed noteId="n" tokenEndpoint="/t" size="huge" />
      {/* @ts-expect-error and its controller */}
      <NoteEmbed noteId="n" tokenEndpoint="/t" onReady={(controller) => controller.read()} />
      {/* @ts-expect-error a provider of one's own needs tokens, too */}
      <NoteEmbed noteId="n" />
    </>
  )
}

/** Exactly one source, also where the props are built first. */
export const sources: TokenSource[] = [{ tokenEndpoint: '/t' }, { fetchToken: () => 'token' }]
// @ts-expect-error not both
sources.push({ tokenEndpoint: '/t', fetchToken: () => 'token' })
// @ts-expect-error not none
sources.push({})
