import { vi } from 'vitest'
import { createTokenHandler, type TokenHandlerEvent, type TokenHandlerOptions } from '../../src/server.ts'

export const FELT = { provider: 'felt', mapId: 'map-1' }
export const EXPLO = { provider: 'explo', embedId: 'sales' }

/** The permissions of ada. */
export const ADA = {
  felt: { userEmail: 'ada@example.com', mapIds: ['map-1'] },
  explo: { customerId: 'customer-7', embedIds: ['sales'] },
}

/** A request as a browser sends it. */
export function createRequest(body: unknown = FELT, headers: HeadersInit = {}): Request {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  })
}

/** A handler for ada with providers that respond immediately; every minted token is another one. */
export function createTestHandler(options: Partial<TokenHandlerOptions> = {}) {
  let minted = 0
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    minted += 1
    const token = `token-${minted}`
    return Response.json({ success: 1, jwt: token, token })
  })
  const events: TokenHandlerEvent[] = []
  const handler = createTokenHandler({
    felt: { apiToken: 'felt-api-token', fetch },
    explo: { apiToken: 'explo-api-token', fetch },
    authorize: () => ADA,
    onResponse: (event) => void events.push(event),
    ...options,
  })
  /** Sends a request, and returns its status and body. */
  async function ask(body?: unknown, headers?: HeadersInit) {
    const response = await handler(createRequest(body, headers))
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parseJson(text) }
  }
  return { handler, fetch, events, ask }
}

function parseJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
