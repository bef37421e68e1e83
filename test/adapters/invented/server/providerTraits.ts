import type { InventedProvider } from './inventedOptions.ts'

/** Where the providers' servers differ. */
export interface ProviderTraits {
  name: InventedProvider
  /** Where the page is. It takes the token in the query parameter `token`. */
  path: `/${string}/:id`
  /** Name of the id in a token request. */
  idName: string
  /**
   * Returns the response body for a minted token.
   *
   * @param expiresIn in seconds
   */
  toResponseBody(token: string, expiresIn: number): object
}

/** The providers that `test/adapters/invented` adds. */
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

/** Whether a name is that of an added provider. */
export function isInvented(name: unknown): name is InventedProvider {
  return name === 'chartly' || name === 'pulse'
}
