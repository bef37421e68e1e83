export { metabase } from './adapters/metabase.ts'
export type { MetabaseController } from './adapters/metabase.ts'
export type {
  MetabaseAppearance,
  MetabaseParameters,
  MetabaseProps,
  MetabaseResource,
} from './adapters/metabaseProps.ts'
export { MetabaseEmbed } from './MetabaseEmbed.ts'
export type { MetabaseEmbedProps } from './MetabaseEmbed.ts'
