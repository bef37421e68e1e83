export { EmbedError, isEmbedError } from './core/errors.ts'
export type { EmbedErrorCode } from './core/errors.ts'
export { defineProvider } from './core/provider.ts'
export type { FrameChannel, FrameHost, Provider, Renewal, TokenProvider } from './core/provider.ts'
export type {
  InitialToken,
  RefreshReason,
  Resource,
  TokenFetcher,
  TokenRequest,
  TokenResponse,
} from './core/tokenFetcher.ts'
export { parseTokenAnswer } from './core/answer.ts'
export type { TokenAnswer } from './core/answer.ts'
export type { LifetimePolicy } from './core/lifetime.ts'
export type { EmbedState } from './core/state.ts'
export type { EmbedToken } from './core/token.ts'
export type { ExtraParams } from './core/vendorUrl.ts'
export { ExploEmbed } from './ExploEmbed.ts'
export type { ExploEmbedProps } from './ExploEmbed.ts'
export { FeltEmbed } from './FeltEmbed.ts'
export type { FeltEmbedProps } from './FeltEmbed.ts'
export { explo } from './providers/explo.ts'
export type { ExploController, ExploProps } from './providers/explo.ts'
export type { ExploEvent } from './providers/exploEvent.ts'
export type { ExploVariables } from './providers/exploVariables.ts'
export { felt } from './providers/felt.ts'
export type { FeltController, FeltProps, FeltUiControls, FeltViewport } from './providers/felt.ts'
export { clearEmbedTokens } from './react/clearEmbedTokens.ts'
export { createEmbed } from './react/createEmbed.tsx'
export type { EmbedComponent } from './react/createEmbed.tsx'
export type { EmbedHandle, EmbedLabels, EmbedProps, ErrorProps, TokenProps, TokenSource } from './react/embedProps.ts'
export { prefetchEmbedToken } from './react/prefetchEmbedToken.ts'
export { useEmbedToken } from './react/useEmbedToken.ts'
export type { EmbedTokenResult } from './react/useEmbedToken.ts'
