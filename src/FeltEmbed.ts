import { type FeltController, type FeltProps, type FeltResource, felt } from './adapters/felt.ts'
import type { EmbedProps } from './react/embedProps.ts'
import { createEmbed } from './react/createEmbed.tsx'

/** Props of {@link FeltEmbed}. */
export interface FeltEmbedProps extends FeltProps, EmbedProps<FeltController, FeltResource> {}

/**
 * Embeds a private Felt map, and refreshes its token.
 *
 * @example
 * <FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />
 */
export const FeltEmbed = /* @__PURE__ */ createEmbed(felt)
