import type { EventLogWriter } from '../../../../src/testing/eventLog.ts'
import type { InventedOptionStore } from './inventedOptions.ts'
import type { TokenStore } from './createTokenStore.ts'
import type { ProviderTraits } from './providerTraits.ts'

/** Context of one invented provider's server. */
export interface InventedContext {
  traits: ProviderTraits
  /** The tokens that it handed out. */
  tokens: TokenStore
  options: InventedOptionStore
  events: EventLogWriter
  /** Directory of the built pages. */
  pages: string
}
