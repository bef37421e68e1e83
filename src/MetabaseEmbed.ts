import { metabase, type MetabaseController } from './adapters/metabase.ts'
import type { MetabaseProps, MetabaseResource } from './adapters/metabaseProps.ts'
import { createEmbed } from './react/createEmbed.tsx'
import type { EmbedProps } from './react/embedProps.ts'

/** Props of {@link MetabaseEmbed}. */
export interface MetabaseEmbedProps extends MetabaseProps, EmbedProps<MetabaseController, MetabaseResource> {}

/**
 * Embeds a private Metabase dashboard or question, and refreshes the token by a swap.
 *
 * @example
 * <MetabaseEmbed dashboardId={10} origin="https://metabase.example.com" tokenEndpoint="/api/embed-token" />
 */
export const MetabaseEmbed = /* @__PURE__ */ createEmbed(metabase)
