import { type ExploController, type ExploProps, explo } from './providers/explo'
import type { EmbedProps } from './react/embedProps'
import { createEmbed } from './react/createEmbed'

/** The props of {@link ExploEmbed}. */
export type ExploEmbedProps = ExploProps & EmbedProps<ExploController>

/**
 * An Explo dashboard or report builder that stays on show, token after token.
 *
 * @example
 * <ExploEmbed embedId="d5b2" tokenEndpoint="/api/embed-token" tokenLifetime="PT1H" />
 */
export const ExploEmbed = /* @__PURE__ */ createEmbed(explo)
