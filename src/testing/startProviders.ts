import { fileURLToPath } from 'node:url'
import type { EmulatedProvider } from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { createExploApp } from './createExploApp.ts'
import { createFeltApp } from './createFeltApp.ts'
import { type LoopbackServer, startServer } from './startServer.ts'
import type { ProviderContext } from './providerContext.ts'

/** Secrets between the providers and their customer: the API tokens, and Explo's embed secret. */
export interface ProviderSecrets {
  readonly felt: string
  readonly explo: string
  readonly embed: EmbedSecret
}

/** Next to this module after the build, see `vite.testing.config.ts`; next to the source are the pages' sources. */
const BUILT_PAGES = fileURLToPath(new URL('./pages', import.meta.url))

/**
 * Starts the servers of both providers.
 *
 * @throws an error with the system's code when a port cannot be listened on; none is left listening then
 */
export async function startProviders(
  { pages = BUILT_PAGES, ...rest }: Omit<ProviderContext, 'pages'> & { pages?: string | undefined },
  secrets: ProviderSecrets,
  ports: { readonly [V in EmulatedProvider]?: number | undefined } = {},
): Promise<Record<EmulatedProvider, LoopbackServer>> {
  const context: ProviderContext = { ...rest, pages }
  const felt = await startServer(createFeltApp(context, secrets.felt), 'The emulator of Felt', ports.felt)
  try {
    const explo = await startServer(
      createExploApp(context, secrets.explo, secrets.embed),
      'The emulator of Explo',
      ports.explo,
    )
    return { felt, explo }
  } catch (error) {
    await felt.close()
    throw error
  }
}
