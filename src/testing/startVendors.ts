import { fileURLToPath } from 'node:url'
import type { Vendor } from './emulatorOptions.ts'
import type { EmbedSecret } from './exploToken.ts'
import { exploVendor } from './exploVendor.ts'
import { feltVendor } from './feltVendor.ts'
import { type LoopbackServer, startServer } from './startServer.ts'
import type { VendorContext } from './vendorContext.ts'

/** What the vendors tell nobody but their customer: the API tokens, and Explo's embed secret. */
export interface VendorSecrets {
  readonly felt: string
  readonly explo: string
  readonly embed: EmbedSecret
}

/** Beside this module once it is built, see `vite.testing.config.ts`; beside the source lie the pages' sources. */
const BUILT_PAGES = fileURLToPath(new URL('./pages', import.meta.url))

/**
 * Starts the servers of both vendors.
 *
 * @throws the system's error when a port cannot be listened on; none is left listening then
 */
export async function startVendors(
  { pages = BUILT_PAGES, ...rest }: Omit<VendorContext, 'pages'> & { pages?: string | undefined },
  secrets: VendorSecrets,
  ports: { readonly [V in Vendor]?: number | undefined } = {},
): Promise<Record<Vendor, LoopbackServer>> {
  const context: VendorContext = { ...rest, pages }
  const felt = await startServer(feltVendor(context, secrets.felt), ports.felt)
  try {
    const explo = await startServer(exploVendor(context, secrets.explo, secrets.embed), ports.explo)
    return { felt, explo }
  } catch (error) {
    await felt.close()
    throw error
  }
}
