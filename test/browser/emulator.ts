import type { TokenFetcher } from '../../src/index.ts'
import type { EmulatorEvent, EmulatorSummary, OptionsByProvider, EmulatedProvider } from '../../src/testing.ts'

const json = async <T>(url: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<T>
}

/** The providers' origins, on another site than the tests. */
export const origins = await json<Record<EmulatedProvider, { origin: string }>>('/emulator/info')

/** Of this page alone, as others run beside it and share the providers with it. */
const PAGE = crypto.randomUUID().replaceAll('-', '')

let lastId = 0

/** An id of a map, dashboard or question that no other test uses. */
export function createResourceId(): string {
  lastId += 1
  return `Test${PAGE}x${lastId}`
}

/** Changes how a provider treats one map, dashboard, chart or board, from now on. */
export function setOptions<V extends EmulatedProvider>(
  provider: V,
  id: string,
  options: Partial<OptionsByProvider[V]>,
): Promise<unknown> {
  return json(`/emulator/options/${provider}/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(options),
  })
}

export const readSummary = (id: string) => json<EmulatorSummary>(`/emulator/summary?resource=${id}`)

export const readEvents = (id: string) => json<EmulatorEvent[]>(`/emulator/log?resource=${id}`)

/** The route of a host's own from which {@link fetchRaw} fetches. */
export const PROVIDER_RESPONSE_ROUTE = '/emulator/provider-response'

/**
 * A host's own fetcher, which hands on the provider's answer and its own time: a stamp alone, of a Felt map whose tokens
 * live for less than the documented quarter of an hour, reads as a clock that is ahead.
 */
export const fetchRaw: TokenFetcher = async ({ provider, resource, signal }) => {
  // Read before the call, as a life is counted from then: read after it, a slow call would be counted twice.
  const serverNow = Date.now()
  const response = await fetch(PROVIDER_RESPONSE_ROUTE, {
    method: 'POST',
    body: JSON.stringify({ provider, ...resource }),
    signal,
  })
  if (!response.ok) throw response
  return { ...(await response.json()), serverNow }
}

export { askPage } from './askPage.ts'
