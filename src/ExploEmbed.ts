import { type ExploController, type ExploProps, explo } from './adapters/explo.ts'
import type { EmbedProps } from './react/embedProps.ts'
import { createEmbed } from './react/createEmbed.tsx'

/** The props of {@link ExploEmbed}. */
export type ExploEmbedProps = ExploProps & EmbedProps<ExploController>

/**
 * An Explo dashboard or report builder that stays on show, token after token.
 *
 * @example
 * <ExploEmbed embedId="d5b2" tokenEndpoint="/api/embed-token" tokenLifetime="PT1H" />
 */
export const ExploEmbed = /* @__PURE__ */ createEmbed(explo)
