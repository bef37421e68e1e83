export { EmbedError, isEmbedError } from './core/errors.ts'
export type { EmbedErrorCode } from './core/errors.ts'
export { defineAdapter } from './core/adapter.ts'
export type { FrameChannel, FrameHost, EmbedAdapter, RefreshStrategy, TokenAdapter } from './core/adapter.ts'
export type {
  InitialToken,
  RefreshReason,
  Resource,
  TokenFetcher,
  TokenRejection,
  TokenRequest,
  TokenResponse,
} from './core/tokenFetcher.ts'
export { parseTokenResponse } from './core/parseTokenResponse.ts'
export type { ParsedToken } from './core/parseTokenResponse.ts'
export type { LifetimePolicy } from './core/lifetime.ts'
export type { EmbedState } from './core/state.ts'
export type { EmbedToken } from './core/token.ts'
export type { ExtraParams } from './core/providerUrl.ts'
export { ExploEmbed } from './ExploEmbed.ts'
export type { ExploEmbedProps } from './ExploEmbed.ts'
export { FeltEmbed } from './FeltEmbed.ts'
export type { FeltEmbedProps } from './FeltEmbed.ts'
export { explo } from './adapters/explo.ts'
export type { ExploController, ExploProps, ExploResource } from './adapters/explo.ts'
export type { ExploEvent } from './adapters/exploEvent.ts'
export type { ExploVariables } from './adapters/exploVariables.ts'
export { felt } from './adapters/felt.ts'
export type { FeltController, FeltProps, FeltResource, FeltUiControls, FeltViewport } from './adapters/felt.ts'
export type {
  Basemap,
  Element,
  ElementGroup,
  EntityNode,
  GeoJsonFeature,
  GeoJsonGeometry,
  GetLayerCategoriesGroup,
  GetLayerHistogramBin,
  Layer,
  LayerBoundaries,
  LayerFeature,
  LayerFilters,
  LayerGroup,
  LayerSchema,
  LegendItem,
  MapDetails,
  ToolType,
  UIActionTriggerCreate,
  UIFeatureAction,
  UIPanel,
  ViewportConstraints,
  ViewportState,
} from './adapters/feltTypes.ts'
export { clearEmbedTokens } from './tokens/clearEmbedTokens.ts'
export { createEmbed } from './react/createEmbed.tsx'
export type { EmbedComponent } from './react/createEmbed.tsx'
export type { IframeProps } from './react/iframeProps.ts'
export type { EmbedLabels, EmbedProps, RenderErrorProps } from './react/embedProps.ts'
export type { TokenEndpoint } from './core/tokenEndpoint.ts'
export type { TokenProps, TokenSource } from './core/tokenProps.ts'
export type { EmbedHandle } from './session/embedHandle.ts'
export { prefetchEmbedToken } from './tokens/prefetchEmbedToken.ts'
export { useEmbedToken } from './react/useEmbedToken.ts'
export type { UseEmbedTokenResult } from './react/useEmbedToken.ts'
