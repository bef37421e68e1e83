import { Hono } from 'hono'
import { isRecord } from '../../src/core/isRecord.ts'
import { createTokenHandler } from '../../src/server.ts'
import { readBody } from './readBody.ts'

/** Accounts with the real providers, for one map and one dashboard of one's own. */
export interface ProviderAccounts {
  felt?: { apiToken: string; mapId: string; userEmail: string; origin?: string | undefined } | undefined
  explo?: { apiToken: string; embedId: string; customerId: string; origin?: string | undefined } | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads `FELT_API_TOKEN`, `FELT_MAP_ID`, `FELT_USER_EMAIL`, and `EXPLO_API_TOKEN`, `EXPLO_EMBED_ID`,
 * `EXPLO_CUSTOMER_ID`; perhaps also `FELT_ORIGIN` and `EXPLO_API_ORIGIN`.
 *
 * @throws Error where some names of a provider are there and others are not
 */
export function readAccounts(env: Environment): ProviderAccounts {
  const felt = readAll(env, { apiToken: 'FELT_API_TOKEN', mapId: 'FELT_MAP_ID', userEmail: 'FELT_USER_EMAIL' })
  const explo = readAll(env, {
    apiToken: 'EXPLO_API_TOKEN',
    embedId: 'EXPLO_EMBED_ID',
    customerId: 'EXPLO_CUSTOMER_ID',
  })
  return {
    felt: felt && { ...felt, origin: env.FELT_ORIGIN },
    explo: explo && { ...explo, origin: env.EXPLO_API_ORIGIN },
  }
}

function readAll<Field extends string>(
  env: Environment,
  names: Record<Field, string>,
): Record<Field, string> | undefined {
  const entries = Object.entries<string>(names).map(([field, name]) => [field, env[name] ?? ''] as const)
  const missing = Object.values<string>(names).filter((name) => !env[name])
  if (missing.length === entries.length) return undefined
  if (missing.length === 0) return Object.fromEntries(entries) as Record<Field, string>
  throw new Error(`For the real vendor ${missing.join(' and ')} must be set, too.`)
}

/** Returns a line per provider, for the console of the playground. */
export function describeAccounts({ felt, explo }: ProviderAccounts): string {
  const emulated = 'the emulator alone'
  const lines = [
    `Felt:  ${felt ? `the emulator, and map ${felt.mapId} of ${felt.origin ?? 'https://felt.com'}` : emulated}`,
    `Explo: ${explo ? `the emulator, and embed ${explo.embedId} of ${explo.origin ?? 'https://api.explo.co'}` : emulated}`,
  ]
  return lines.join('\n')
}

/**
 * The token endpoint for the map and the dashboard of the developer's accounts; the next route serves all others. Their
 * names are at `GET /emulator/accounts`, without a secret.
 */
export function accountRoutes({ felt, explo }: ProviderAccounts): Hono {
  const handler = createTokenHandler({
    felt: felt && { apiToken: felt.apiToken, origin: felt.origin },
    explo: explo && { apiToken: explo.apiToken, origin: explo.origin },
    authorize: () => ({
      felt: felt && { userEmail: felt.userEmail, mapIds: [felt.mapId] },
      explo: explo && { customerId: explo.customerId, embedIds: [explo.embedId] },
    }),
  })
  const app = new Hono()
  app.get('/emulator/accounts', (c) => c.json({ mapId: felt?.mapId ?? null, embedId: explo?.embedId ?? null }))
  app.post('/api/embed-token', async (c, next) => {
    const body = await readBody(c.req.raw)
    const { mapId, embedId } = isRecord(body) ? body : {}
    const isOurs = (felt && mapId === felt.mapId) || (explo && embedId === explo.embedId)
    return isOurs ? handler(c.req.raw) : next()
  })
  return app
}
