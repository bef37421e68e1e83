export { EmbedError, isEmbedError } from './core/errors.ts'
export type { EmbedErrorCode } from './core/errors.ts'
export { createTokenHandler } from './server/createTokenHandler.ts'
export type { TokenHandlerOptions } from './server/createTokenHandler.ts'
export type { MintedToken } from './server/mintedToken.ts'
export { mintExploToken } from './server/mintExploToken.ts'
export type { ExploFeature, MintExploTokenOptions, ExploPermissions } from './server/mintExploToken.ts'
export { mintFeltToken } from './server/mintFeltToken.ts'
export type { MintFeltTokenOptions } from './server/mintFeltToken.ts'
export { mintMetabaseToken } from './server/mintMetabaseToken.ts'
export type {
  MetabaseAccount,
  MetabaseParam,
  MetabasePermissions,
  MintMetabaseTokenOptions,
} from './server/mintMetabaseToken.ts'
export { mintSupersetToken } from './server/mintSupersetToken.ts'
export type {
  MintSupersetTokenOptions,
  SupersetAccount,
  SupersetPermissions,
  SupersetRlsRule,
  SupersetUser,
} from './server/mintSupersetToken.ts'
export type { ProviderAccount } from './server/providerAccount.ts'
export type { RequestedEmbed } from './server/parseEmbedRequest.ts'
export type { AllowedIds } from './server/isIdAllowed.ts'
export type { ViewerAccess } from './server/viewerAccess.ts'
export type { TokenCache } from './server/tokenCache.ts'
export type { TokenHandlerEvent } from './server/tokenHandlerEvent.ts'
export type { MintRequestOptions } from './server/providerRequest.ts'
export type { SecretSource } from './server/resolveSecret.ts'
