import type { InventedProvider } from './inventedOptions.ts'

/** Where the vendors' servers differ. */
export interface ProviderTraits {
  name: InventedProvider
  /** Where the page is. It takes the token in the query parameter `token`. */
  path: `/${string}/:id`
  /** What the page is of, in the host's request for a token. */
  idName: string
  /**
   * What the vendor answers when a token was minted.
   *
   * @param expiresIn in seconds
   */
  toResponseBody(token: string, expiresIn: number): object
}

/** The vendors that `test/adapters/invented` adds. */
export const INVENTED_PROVIDERS: Readonly<Record<InventedProvider, ProviderTraits>> = {
  chartly: {
    name: 'chartly',
    path: '/charts/:id',
    idName: 'chartId',
    toResponseBody: (token, expiresIn) => ({ access_token: token, token_type: 'embed', expires_in: expiresIn }),
  },
  pulse: {
    name: 'pulse',
    path: '/boards/:id',
    idName: 'boardId',
    toResponseBody: (token, expiresIn) => ({ token, expiresIn }),
  },
}

/** Whether a name is that of an added vendor. */
export function isInvented(name: unknown): name is InventedProvider {
  return name === 'chartly' || name === 'pulse'
}
