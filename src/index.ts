export { EmbedError, isEmbedError } from './core/errors'
export type { EmbedErrorCode } from './core/errors'
export { defineProvider } from './core/provider'
export type {
  FrameChannel,
  FrameHost,
  Provider,
  RefreshReason,
  Renewal,
  Resource,
  TokenFetcher,
  TokenProvider,
  TokenRequest,
  TokenResponse,
} from './core/provider'
export { parseTokenAnswer } from './core/answer'
export type { TokenAnswer } from './core/answer'
export type { LifetimePolicy } from './core/lifetime'
export type { EmbedState } from './core/state'
export type { EmbedToken } from './core/token'
export type { ExtraParams } from './core/vendorUrl'
export { ExploEmbed } from './ExploEmbed'
export type { ExploEmbedProps } from './ExploEmbed'
export { FeltEmbed } from './FeltEmbed'
export type { FeltEmbedProps } from './FeltEmbed'
export { explo } from './providers/explo'
export type { ExploController, ExploProps } from './providers/explo'
export type { ExploEvent } from './providers/exploEvent'
export type { ExploVariables } from './providers/exploVariables'
export { felt } from './providers/felt'
export type { FeltController, FeltProps, FeltUiControls, FeltViewport } from './providers/felt'
export { createEmbed } from './react/createEmbed'
export type { EmbedComponent } from './react/createEmbed'
export type { EmbedHandle, EmbedLabels, EmbedProps, ErrorProps, TokenProps, TokenSource } from './react/embedProps'
export { useEmbedToken } from './react/useEmbedToken'
export type { EmbedTokenResult } from './react/useEmbedToken'
