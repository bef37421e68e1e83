import { type ExploController, type ExploProps, type ExploResource, explo } from './adapters/explo.ts'
import type { EmbedProps } from './react/embedProps.ts'
import { createEmbed } from './react/createEmbed.tsx'

/** Props of {@link ExploEmbed}. */
export interface ExploEmbedProps extends ExploProps, EmbedProps<ExploController, ExploResource> {}

/**
 * Embeds a private Explo dashboard or report builder, and refreshes its token.
 *
 * @example
 * <ExploEmbed embedId="d5b2" tokenEndpoint="/api/embed-token" tokenLifetime="PT1H" />
 */
export const ExploEmbed = /* @__PURE__ */ createEmbed(explo)
