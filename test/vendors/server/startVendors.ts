import { randomBytes } from 'node:crypto'
import { startServer } from '../../../src/testing/startServer.ts'
import { createTokenLedger, type TokenLedger } from '../../../src/testing/tokenLedger.ts'
import { type AddedOptionStore, type AddedVendor, createAddedOptions } from './addedOptions.ts'
import { createGrants } from './createGrants.ts'
import { vendorApp } from './vendorApp.ts'
import { ADDED_VENDORS } from './vendorTraits.ts'

/** The added vendors, running. */
export interface RunningVendors {
  /** The key for the token API is made anew at each start, and is good for nothing else. */
  sites: Readonly<Record<AddedVendor, { origin: string; apiKey: string }>>
  /** What happened to tokens so far, of both. */
  ledger: TokenLedger
  options: AddedOptionStore
  close(): Promise<void>
}

/**
 * Starts a server for each added vendor on the loopback interface.
 *
 * @param pages directory of their built pages
 */
export async function startVendors(pages: string): Promise<RunningVendors> {
  const ledger = createTokenLedger(Date.now)
  const options = createAddedOptions()
  const start = async (vendor: AddedVendor) => {
    const apiKey = randomBytes(16).toString('hex')
    const context = { traits: ADDED_VENDORS[vendor], grants: createGrants(), options, ledger, pages }
    return { apiKey, ...(await startServer(vendorApp(context, apiKey))) }
  }
  const [chartly, pulse] = await Promise.all([start('chartly'), start('pulse')])
  return {
    sites: { chartly, pulse },
    ledger,
    options,
    close: async () => void (await Promise.all([chartly.close(), pulse.close()])),
  }
}
