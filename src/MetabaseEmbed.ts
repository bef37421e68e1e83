import { metabase, type MetabaseController } from './adapters/metabase.ts'
import type { MetabaseProps, MetabaseResource } from './adapters/metabaseProps.ts'
import { createEmbed } from './react/createEmbed.tsx'
import type { EmbedProps } from './react/embedProps.ts'

/** The props of {@link MetabaseEmbed}. */
export interface MetabaseEmbedProps extends MetabaseProps, EmbedProps<MetabaseController, MetabaseResource> {}

/**
 * A Metabase dashboard or question whose token is kept fresh.
 *
 * @example
 * <MetabaseEmbed dashboardId={10} origin="https://metabase.example.com" tokenEndpoint="/api/embed-token" />
 */
export const MetabaseEmbed = /* @__PURE__ */ createEmbed(metabase)
