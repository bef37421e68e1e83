import { act, renderHook } from '@testing-library/react'
import { type TokenAdapter, type TokenRequest, type TokenResponse, useEmbedToken } from '../../src/index.ts'
import { createTestClient } from './support.tsx'

/** The backend: what it answers to the nth call. */
export type Backend = (call: number, request: TokenRequest) => TokenResponse | Promise<TokenResponse>

/**
 * Holds a provider's token as a host does that draws its own frame, and notes what happens. Times are those of a stop
 * watch that starts with the hook: setting the clock, as a sleep does, leaves it alone (where there is one to be had).
 */
export function renderTokenHook<P extends object>(adapter: TokenAdapter<P>, props: P, backend: Backend) {
  const queryClient = createTestClient()
  const requests: TokenRequest[] = []
  const calls: number[] = []
  const statuses: string[] = []
  const inFlight = new Set<AbortSignal>()
  const watch: { now(): number } = typeof performance === 'undefined' ? Date : performance
  const start = watch.now()
  let crowd = 0

  function fetchToken(request: TokenRequest): ReturnType<Backend> {
    calls.push(Math.round(watch.now() - start))
    requests.push(request)
    const answer = backend(calls.length, request)
    if (!(answer instanceof Promise)) return answer
    inFlight.add(request.signal)
    crowd = Math.max(crowd, [...inFlight].filter(({ aborted }) => !aborted).length)
    return answer.finally(() => inFlight.delete(request.signal))
  }

  const { result, unmount } = renderHook(() => {
    const held = useEmbedToken(adapter, { ...props, fetchToken }, { queryClient })
    if (statuses.at(-1) !== held.state.status) statuses.push(held.state.status)
    return held
  })
  return {
    unmount,
    queryClient,
    requests,
    /** When each call was made, in ms. */
    calls,
    /** The statuses so far, without repetitions. */
    statuses,
    /** The most calls that were under way at once, those that were given up not counted. */
    get crowd() {
      return crowd
    },
    async refresh() {
      // A rejection within React 18's `act` leaves the scope open.
      const [ending] = await act(() => Promise.allSettled([result.current.refresh()]))
      if (ending.status === 'rejected') throw ending.reason
    },
    get state() {
      return result.current.state
    },
    get token() {
      return result.current.token
    },
    /** The pauses between the calls, in ms. */
    get gaps() {
      return calls.slice(1).map((call, i) => call - (calls[i] ?? 0))
    },
  }
}
