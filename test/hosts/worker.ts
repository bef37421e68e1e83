import { createTokenHandler } from '../../src/server.ts'

interface Env {
  FELT_API_TOKEN: string
  FELT_ORIGIN: string
}

/** The token handler as a Worker; the account has a `fetch` of its own below `/own-fetch`. */
const handlers = new Map<string, ReturnType<typeof createTokenHandler>>()

function createHandler(env: Env, path: string): ReturnType<typeof createTokenHandler> {
  return createTokenHandler({
    felt: {
      apiToken: env.FELT_API_TOKEN,
      origin: env.FELT_ORIGIN,
      fetch: path === '/own-fetch' ? (input, init) => fetch(input, init) : undefined,
    },
    authorize: () => ({ felt: { userEmail: 'ada@example.com', mapIds: () => true } }),
  })
}

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    const handler = handlers.get(pathname) ?? createHandler(env, pathname)
    handlers.set(pathname, handler)
    return handler(request)
  },
}
