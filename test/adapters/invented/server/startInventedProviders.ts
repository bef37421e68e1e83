import { randomBytes } from 'node:crypto'
import { startServer } from '../../../../src/testing/startServer.ts'
import { createEventLog, type EventLog } from '../../../../src/testing/eventLog.ts'
import { type InventedOptionStore, type InventedProvider, createInventedOptions } from './inventedOptions.ts'
import { createTokenStore } from './createTokenStore.ts'
import { providerApp } from './providerApp.ts'
import { INVENTED_PROVIDERS } from './providerTraits.ts'

/** The added providers, running. */
export interface RunningProviders {
  /** The key for the token API is made again at each start, and is good for nothing else. */
  sites: Readonly<Record<InventedProvider, { origin: string; apiKey: string }>>
  /** Event log of both providers. */
  events: EventLog
  options: InventedOptionStore
  close(): Promise<void>
}

/**
 * Starts a server for each added provider on the loopback interface.
 *
 * @param pages directory of their built pages
 */
export async function startInventedProviders(pages: string): Promise<RunningProviders> {
  const events = createEventLog(Date.now)
  const options = createInventedOptions()
  const start = async (provider: InventedProvider) => {
    const apiKey = randomBytes(16).toString('hex')
    const context = { traits: INVENTED_PROVIDERS[provider], tokens: createTokenStore(), options, events, pages }
    return { apiKey, ...(await startServer(providerApp(context, apiKey), `The emulator of ${provider}`)) }
  }
  const [chartly, pulse] = await Promise.all([start('chartly'), start('pulse')])
  return {
    sites: { chartly, pulse },
    events,
    options,
    close: async () => void (await Promise.all([chartly.close(), pulse.close()])),
  }
}
