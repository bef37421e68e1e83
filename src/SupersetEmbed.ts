import { superset } from './adapters/superset.ts'
import type { SupersetController } from './adapters/supersetController.ts'
import type { SupersetProps, SupersetResource } from './adapters/supersetProps.ts'
import { createEmbed } from './react/createEmbed.tsx'
import type { EmbedProps } from './react/embedProps.ts'

/** Props of {@link SupersetEmbed}. */
export interface SupersetEmbedProps extends SupersetProps, EmbedProps<SupersetController, SupersetResource> {}

/**
 * Embeds a private Apache Superset dashboard, and refreshes the guest token in place.
 *
 * @example
 * <SupersetEmbed dashboardId="d73e7841-9342-4afd-8e29-b4a416a2498c" origin="https://superset.example.com" tokenEndpoint="/api/embed-token" />
 */
export const SupersetEmbed = /* @__PURE__ */ createEmbed(superset)
