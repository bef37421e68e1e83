import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import type { EmulatedProvider } from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { createExploApp } from './createExploApp.ts'
import { createFeltApp } from './createFeltApp.ts'
import { createMetabaseApp } from './createMetabaseApp.ts'
import { createSupersetApp } from './createSupersetApp.ts'
import { type LoopbackServer, startServer } from './startServer.ts'
import type { ProviderContext } from './providerContext.ts'

/** Secrets between the providers and their customer: API tokens, a password, a secret key, and Explo's embed secret. */
export interface ProviderSecrets extends Readonly<Record<EmulatedProvider, string>> {
  readonly embed: EmbedSecret
}

/** Next to this module after the build, see `vite.testing.config.ts`; next to the source are the pages' sources. */
const BUILT_PAGES = fileURLToPath(new URL('./pages', import.meta.url))

/**
 * Starts the servers of all providers.
 *
 * @throws an error with the system's code when a port cannot be listened on; none is left listening then
 */
export async function startProviders(
  { pages = BUILT_PAGES, ...rest }: Omit<ProviderContext, 'pages'> & { pages?: string | undefined },
  secrets: ProviderSecrets,
  ports: { readonly [V in EmulatedProvider]?: number | undefined } = {},
): Promise<Record<EmulatedProvider, LoopbackServer>> {
  const context: ProviderContext = { ...rest, pages }
  const started: LoopbackServer[] = []
  const start = async (app: Hono, name: string, port: number | undefined): Promise<LoopbackServer> => {
    const server = await startServer(app, `The emulator of ${name}`, port)
    started.push(server)
    return server
  }
  try {
    return {
      felt: await start(createFeltApp(context, secrets.felt), 'Felt', ports.felt),
      explo: await start(createExploApp(context, secrets.explo, secrets.embed), 'Explo', ports.explo),
      superset: await start(createSupersetApp(context, secrets.superset), 'Superset', ports.superset),
      metabase: await start(createMetabaseApp(context, secrets.metabase), 'Metabase', ports.metabase),
    }
  } catch (error) {
    await Promise.all(started.map((server) => server.close()))
    throw error
  }
}
