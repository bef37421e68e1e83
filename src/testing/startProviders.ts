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

/** The secrets that a host's server shares with each provider, and Explo's embed secret. */
export interface ProviderSecrets extends Readonly<Record<EmulatedProvider, string>> {
  readonly embed: EmbedSecret
}

/** Beside this module once it is built, see `vite.testing.config.ts`; beside the source lie the pages' sources. */
const BUILT_PAGES = fileURLToPath(new URL('./pages', import.meta.url))

/**
 * Starts the servers of all providers.
 *
 * @throws the system's error when a port cannot be listened on; none is left listening then
 */
export async function startProviders(
  { pages = BUILT_PAGES, ...rest }: Omit<ProviderContext, 'pages'> & { pages?: string | undefined },
  secrets: ProviderSecrets,
  ports: { readonly [V in EmulatedProvider]?: number | undefined } = {},
): Promise<Record<EmulatedProvider, LoopbackServer>> {
  const context: ProviderContext = { ...rest, pages }
  const started: LoopbackServer[] = []
  const start = async (app: Hono, port: number | undefined): Promise<LoopbackServer> => {
    const server = await startServer(app, port)
    started.push(server)
    return server
  }
  try {
    return {
      felt: await start(createFeltApp(context, secrets.felt), ports.felt),
      explo: await start(createExploApp(context, secrets.explo, secrets.embed), ports.explo),
      superset: await start(createSupersetApp(context, secrets.superset), ports.superset),
      metabase: await start(createMetabaseApp(context, secrets.metabase), ports.metabase),
    }
  } catch (error) {
    await Promise.all(started.map((server) => server.close()))
    throw error
  }
}
