import { Hono } from 'hono'
import { indexPage, type IndexRoute } from './indexPage.ts'
import { pageRoutes } from './pageRoutes.ts'
import type { ProviderContext } from './providerContext.ts'

/** Facts about an emulated server, for its page at `/`. */
export interface ProviderServer {
  /** Name of the provider. */
  name: string
  /** Servers that the emulator replaces. */
  standsFor: string
  /** Kinds of embeds. */
  embeds: string
  routes: readonly IndexRoute[]
}

/**
 * Creates the parts that every emulated provider has: the page at `/`, the routes of its pages, and the last response.
 */
export function createProviderApp(context: ProviderContext, { name, standsFor, embeds, routes }: ProviderServer): Hono {
  const detail = `This server stands for ${standsFor} in development and tests. Every ${embeds} id exists, and ${name} has no part in the content.`
  const index = indexPage(`${name}, emulated`, detail, routes)
  const app = new Hono()
  app.get('/', (c) => c.html(index))
  app.notFound((c) => c.text(`The emulator of ${name} does not serve this path. All paths are listed at /.\n`, 404))
  app.route('/', pageRoutes(context))
  return app
}
