import { QueryClient } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { type ReactElement, version } from 'react'
import { afterEach, beforeEach, onTestFinished, vi } from 'vitest'
import { defineAdapter, type EmbedState, parseTokenResponse, type TokenRequest } from '../../src/index.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'

// Before fake time begins, in which nothing loads. A test may let it fail.
await import('../../src/session/swap/index.ts').catch(() => {})

/** A provider whose page is ready when it says `ready`, and which takes tokens in place. */
export const acme = defineAdapter<{ place: string; origin?: string }, { place: string }>({
  name: 'acme',
  title: 'Acme',
  resource: ({ place }) => ({ place }),
  tokenKey: ({ place }) => place,
  frameKey: ({ place }) => place,
  lifetime: () => ({ default: 60_000 }),
  parseResponse: parseTokenResponse,
  buildSrc: ({ place }, token) => new URL(`https://acme.test/${place}?token=${token.value}`),
  connect: (frame, host) =>
    new Promise((resolve) => {
      frame.subscribe((message) => message === 'ready' && resolve({ place: host.getProps().place }))
    }),
  refreshStrategy: () => ({
    mode: 'in-place',
    sendToken: (token, frame) => frame.post({ token: token.value }),
    isTokenRequest: (message) => message === 'give me a token',
  }),
})

export const AcmeEmbed = createEmbed(acme)

/** Acme, refreshed by a second frame. */
export const SwapEmbed = createEmbed({ ...acme, name: 'swap', refreshStrategy: () => ({ mode: 'swap' }) })

/** Acme, whose page can be asked at any time, refreshed by a second frame. */
export const early = {
  ...acme,
  name: 'early',
  canServerRender: true,
  refreshStrategy: () => ({ mode: 'swap' }) as const,
}

export const EarlyEmbed = createEmbed(early)

/** A backend that mints `token-1`, `token-2`, … and can be told to fail. */
export function createFakeBackend({ expiresIn = 60, latency = 0 }: { expiresIn?: number; latency?: number } = {}) {
  const requests: TokenRequest[] = []
  const times: number[] = []
  const backend = {
    requests,
    /** When each request was sent, by the wall clock. */
    times,
    get count() {
      return requests.length
    },
    /** Fault of the next requests: undefined for a token. */
    fault: undefined as (() => unknown) | undefined,
    async fetchToken(request: TokenRequest) {
      requests.push(request)
      times.push(Date.now())
      const number = requests.length
      const { fault } = backend
      if (latency) await new Promise((resolve) => setTimeout(resolve, latency))
      if (fault) throw fault()
      return { token: `token-${number}`, expiresIn }
    },
  }
  return backend
}

/** Time passes, in each test of a file, only when it is told to, and every random number is the middle one. */
export function fakeTimeAndChance(): void {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => void vi.useRealTimers())
}

/** Lets time pass, and React with it. */
export async function advanceTime(ms: number): Promise<void> {
  // React 18 renders nothing before `act` ends, as if no state had lasted: there, time passes outside of it.
  const isOutside = version.startsWith('18.')
  if (isOutside) await vi.advanceTimersByTimeAsync(ms)
  await act(() => vi.advanceTimersByTimeAsync(isOutside ? 0 : ms))
}

export function frames(): HTMLIFrameElement[] {
  return [...document.querySelectorAll('iframe')]
}

/** The frame's page says something to its host. */
export async function postFromIframe(
  iframe: HTMLIFrameElement | undefined,
  data: unknown,
  origin = 'https://acme.test',
) {
  await act(async () => {
    window.dispatchEvent(new MessageEvent('message', { data, origin, source: iframe?.contentWindow ?? null }))
  })
}

/** The page of a frame that is to take over answers, and is given time to draw. */
export async function makeReady(next: HTMLIFrameElement | undefined) {
  await postFromIframe(next, 'ready')
  await advanceTime(300)
}

/** Renders, lets the token arrive and the frame's page answer. */
export async function renderEmbed(element: ReactElement) {
  const view = render(element)
  await advanceTime(1)
  for (const iframe of frames()) await postFromIframe(iframe, 'ready')
  return view
}

/** Records states: the callback to give, and their statuses so far. */
export function recordCallbacks() {
  const states: EmbedState[] = []
  return {
    states,
    onStateChange: (state: EmbedState) => void states.push(state),
    get statuses() {
      return states.map(({ status }) => status)
    },
    get last() {
      return states.at(-1)
    },
  }
}

export function createTestClient() {
  return new QueryClient()
}

/** The machine sleeps: the wall clock goes on, timers and the monotonic clock stand still, and no event tells of it. */
export function simulateSleep(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

/** An event of the page, and what React makes of it. */
export async function dispatchPageEvent(target: 'window' | 'document', type: string): Promise<void> {
  const event = new Event(type, { bubbles: target === 'document' })
  await act(async () => void (target === 'window' ? window : document).dispatchEvent(event))
}

/** Keeps lazy embeds far from the viewport, until `comeNear` is called. */
export function stubViewport() {
  const disconnect = vi.fn()
  let notify: (entries: { isIntersecting: boolean }[]) => void = () => {}
  class Observer {
    observe = () => {}
    disconnect = disconnect
    constructor(callback: typeof notify) {
      notify = callback
    }
  }
  vi.stubGlobal('IntersectionObserver', Observer)
  onTestFinished(() => void vi.unstubAllGlobals())
  return { disconnect, comeNear: () => act(async () => notify([{ isIntersecting: true }])) }
}

/** The viewer came to the page so. */
export function setNavigationType(type: NavigationTimingType): void {
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ type }] as unknown as PerformanceEntryList)
}

/** Hides or shows the page, as a change of tabs does. */
export async function setVisibility(state: DocumentVisibilityState): Promise<void> {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  await dispatchPageEvent('document', 'visibilitychange')
}

/** Takes the network away or gives it back, as far as the browser says. */
export async function setOnline(isOnline: boolean): Promise<void> {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
  await dispatchPageEvent('window', isOnline ? 'online' : 'offline')
}

/** An embed visible with a token that lives a quarter of an hour, its backend, and what it says of itself. */
export async function renderReadyEmbed({
  Embed = AcmeEmbed,
  latency = 0,
  ...props
}: { Embed?: typeof AcmeEmbed; latency?: number; refreshInBackground?: boolean; queryClient?: QueryClient } = {}) {
  const backend = createFakeBackend({ expiresIn: 900, latency })
  const record = recordCallbacks()
  const sources = {
    queryClient: createTestClient(),
    fetchToken: backend.fetchToken,
    onStateChange: record.onStateChange,
  }
  const view = render(<Embed place="shown" {...sources} {...props} />)
  await advanceTime(latency + 1)
  const [frame] = frames()
  await postFromIframe(frame, 'ready')
  return { backend, record, frame, view }
}

const never = new Promise<void>(() => {})

/** Suspends its boundary, as `use` does, which React 18 does not have. */
export function Suspends({ isWaiting }: { isWaiting: boolean }): null {
  if (isWaiting) throw never
  return null
}

/** Watches the listeners of the window from now on. React and react-query add theirs with options, the library does not. */
export function watchListeners() {
  const add = vi.spyOn(window, 'addEventListener')
  const remove = vi.spyOn(window, 'removeEventListener')
  const typesOf = (calls: unknown[][]) => calls.filter(([, , options]) => options === undefined).map(([type]) => type)
  return {
    added: () => typesOf(add.mock.calls).sort(),
    removed: () => typesOf(remove.mock.calls).sort(),
  }
}
