import { inspect } from 'node:util'
import { dehydrate, type QueryClient } from '@tanstack/react-query'
import { act } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type EmbedError,
  type EmbedHandle,
  type EmbedState,
  ExploEmbed,
  FeltEmbed,
  type TokenFetcher,
} from '../../src/index.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import {
  createTestClient,
  fakeTimeAndChance,
  frames,
  advanceTime,
  setVisibility,
  renderEmbed,
  simulateSleep,
} from './support.tsx'

/** In every token of this file, and in nothing else. */
const SECRET = 's3cr3t+/=&?'
const FORMS = [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET).slice(1, -1), btoa(SECRET)]

/** Possible responses of a backend, right and wrong, always with the token. Mints a new token each time. */
const ANSWERS: ((token: string) => unknown)[] = [
  (token) => ({ token, expiresIn: 60 }),
  (token) => ({ token, expiresIn: -1 }),
  (token) => ({ token, expiresAt: '2020-01-01T00:00:00Z' }),
  (token) => ({ success: 0, jwt: token }),
  (token) => ({ data: { token } }),
  (token) => [token],
  (token) => ({ token: { value: token } }),
  (token) => ({ token, expiresIn: 'soon' }),
  (token) => ({ token, expiresAt: `at ${token}` }),
  (token) => Promise.reject(new Error(`the request for ${token} failed`)),
  (token) => Promise.reject(Object.assign(new Error('no'), { status: 401, body: { token } })),
  (token) => Promise.reject(`no: ${token}`),
  (token) => Promise.reject({ token }),
  (token) => new Promise(() => void token),
  (token) => ({ token, expiresIn: 60 }),
]

const written: unknown[][] = []

fakeTimeAndChance()
beforeEach(() => {
  written.length = 0
  for (const method of ['log', 'info', 'debug', 'trace', 'table', 'dir'] as const) {
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void written.push(args))
  }
})

/** Everything that a curious host, a log or a devtool can print of a value. */
function printed(value: unknown): string {
  return inspect(value, { depth: 12, showHidden: true, maxStringLength: Infinity })
}

/** Returns an error without `cause`: a host app's own error is not the library's. */
function withoutCause(error: EmbedError): unknown {
  return { ...error, message: error.message, stack: error.stack, text: String(error), json: JSON.stringify(error) }
}

function withoutCauses(state: EmbedState): unknown {
  return 'error' in state && state.error ? { ...state, error: withoutCause(state.error) } : state
}

/** Wherever a secret could lie about, as text. */
function placesOf(container: HTMLElement, client: QueryClient): Record<string, string> {
  const markup = container.cloneNode(true) as HTMLElement
  markup.querySelectorAll('iframe').forEach((frame) => frame.removeAttribute('src'))
  const queries = client.getQueryCache().getAll()
  return {
    markup: markup.outerHTML,
    keys: JSON.stringify(queries.map(({ queryKey, queryHash, meta }) => [queryKey, queryHash, meta])),
    data: printed(queries.map(({ state }) => state.data)),
    dehydrated: JSON.stringify(dehydrate(client, { shouldDehydrateQuery: () => true })),
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
    address: location.href,
    globals: Object.keys(window).join(),
  }
}

interface Common {
  ref(handle: EmbedHandle<unknown> | null): void
  fetchToken: TokenFetcher
  queryClient: QueryClient
  onStateChange(state: EmbedState): void
  onError(error: EmbedError): void
}

describe.each([
  ['felt', (props: Common) => <FeltEmbed mapId="m1" {...props} />],
  ['explo', (props: Common) => <ExploEmbed embedId="d1" tokenLifetime={60_000} {...props} />],
] as const)('the token of %s', (_, embed) => {
  test("the token is only in the iframe's src, whatever the backend returns", async () => {
    const client = createTestClient()
    const handle: { current: EmbedHandle<unknown> | null } = { current: null }
    const [states, errors]: [EmbedState[], EmbedError[]] = [[], []]
    let count = 0
    const element = embed({
      ref: (value) => void (handle.current = value),
      fetchToken: () => ANSWERS[count % ANSWERS.length]?.(`${SECRET}${(count += 1)}`) as never,
      queryClient: client,
      onStateChange: (state) => states.push(state),
      onError: (error) => errors.push(error),
    })
    const { container } = await renderEmbed(element)
    expect(frames()[0]?.src).toContain(encodeURIComponent(SECRET))
    for (let round = 0; round < 20; round += 1) {
      // Not in step with the retries, so that each answer is a refresh's at times.
      await advanceTime(70_000 + round * 1_000)
      const refreshed = handle.current?.refresh().catch((error: EmbedError) => errors.push(error))
      // One response never arrives: the timeout ends the wait.
      await advanceTime(61_000)
      await act(async () => void (await refreshed))
      await setVisibility('hidden')
      simulateSleep(120_000)
      await setVisibility('visible')
    }
    expect(count).toBeGreaterThan(ANSWERS.length)
    expect(new Set(errors.map(({ code }) => code)).size).toBeGreaterThanOrEqual(3)

    const places = { ...placesOf(container, client), console: printed([written, takeComplaints()]) }
    const told = { states: printed(states.map(withoutCauses)), errors: printed(errors.map(withoutCause)) }
    const held = printed(withoutCauses(handle.current?.state ?? { status: 'idle' }))
    for (const [place, text] of Object.entries({ ...places, ...told, held })) {
      for (const form of FORMS) expect(text.includes(form), place).toBe(false)
    }
  })
})
