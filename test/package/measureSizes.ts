import { gzipSync } from 'node:zlib'
import { bundleApp } from './bundleApp.ts'

/** Apps, and how many bytes of the library each may load at once at most, minified and gzipped. */
export const BUDGETS = [
  { app: ['FeltEmbed'], budget: 17_200 },
  { app: ['ExploEmbed'], budget: 17_450 },
  { app: ['FeltEmbed', 'ExploEmbed'], budget: 18_600 },
  { app: ['SupersetEmbed'], entry: 'superset', budget: 17_425 },
  { app: ['MetabaseEmbed'], entry: 'metabase', budget: 16_905 },
  { app: ['useEmbedToken'], budget: 6_905 },
  { app: ['EmbedError'], budget: 400 },
] as const

/** Download size of one app, in bytes, minified and gzipped, without React and react-query. */
export interface AppSize {
  app: string
  budget: number
  /** With its first load. */
  atOnce: number
  /** When a map mounts: Felt's SDK, and what carries a map's view. */
  later: number
}

/** Bundles each app over the built package in `folder`. */
export async function measureSizes(folder: string): Promise<AppSize[]> {
  const sizes: AppSize[] = []
  for (const { app, budget, ...from } of BUDGETS) {
    const { entry, later } = await bundleApp(folder, app, 'entry' in from ? from.entry : undefined)
    const sum = later.reduce((total, { code }) => total + sizeOf(code), 0)
    sizes.push({ app: app.join(' and '), budget, atOnce: sizeOf(entry.code), later: sum })
  }
  return sizes
}

const sizeOf = (code: string): number => gzipSync(code, { level: 9 }).length
