import type * as Client from '../../src/index.ts'
import type * as Server from '../../src/server.ts'
import type * as Testing from '../../src/testing.ts'

/** Compiled, never run: nothing that a host can take from the library, or is given by it, is `any`. */
type IsAny<T> = 0 extends 1 & T ? true : false

/** The members of a type that are `any`, of each member of a union. */
type AnyMembers<T> = T extends unknown ? { [K in keyof T]-?: IsAny<T[K]> extends true ? K : never }[keyof T] : never

/** Parameters and result of a function, if any of them is `any`. */
type AnyInFunction<F> = F extends (...args: infer A) => infer R
  ? IsAny<R> | { [I in keyof A]: IsAny<A[I]> }[keyof A & `${number}`]
  : false

/** The functions of a type that take or give `any`. */
type AnyFunctions<T> = { [K in keyof T]-?: true extends AnyInFunction<NonNullable<T[K]>> ? K : never }[keyof T]

type Without<T> = [T] extends [never] ? true : T

interface Types {
  feltProps: Client.FeltEmbedProps
  exploProps: Client.ExploEmbedProps
  feltController: Client.FeltController
  exploController: Client.ExploController
  handle: Client.EmbedHandle<Client.FeltController>
  error: Client.EmbedError
  renderErrorProps: Client.RenderErrorProps
  state: Client.EmbedState
  event: Client.ExploEvent
  request: Client.TokenRequest
  response: Exclude<Client.TokenResponse, string>
  parsedToken: Client.ParsedToken
  adapter: Client.EmbedAdapter<Client.FeltProps, Client.FeltController>
  channel: Client.FrameChannel
  frameHost: Client.FrameHost<Client.FeltProps>
  refreshStrategy: Client.RefreshStrategy<Client.FeltController>
  token: Client.EmbedToken
  useEmbedTokenResult: Client.UseEmbedTokenResult
  viewport: Client.FeltViewport
  uiControls: Client.FeltUiControls
  handlerOptions: Server.TokenHandlerOptions
  requestedEmbed: Server.RequestedEmbed
  viewerAccess: Server.ViewerAccess
  minted: Server.MintedToken
  mintExploTokenOptions: Server.MintExploTokenOptions
  mintFeltTokenOptions: Server.MintFeltTokenOptions
  emulator: Testing.Emulator
  emulatorConfig: Testing.EmulatorConfig
  eventLog: Testing.EventLog
  emulatorEvent: Testing.EmulatorEvent
  emulatorSummary: Testing.EmulatorSummary
  pageRecord: Testing.PageRecord
  feltOptions: Testing.FeltOptions
  exploOptions: Testing.ExploOptions
  secret: Testing.EmbedSecret
  tokenServer: Testing.TokenServer
  listening: Testing.LoopbackServer
  pages: Testing.PageEmulation
  page: Testing.EmulatedPage
  pageOptions: Testing.PageOptions
  feltMethodStubs: Testing.FeltMethodStubs
}

export const clientValues: Without<AnyMembers<typeof Client> | AnyFunctions<typeof Client>> = true
export const serverValues: Without<AnyMembers<typeof Server> | AnyFunctions<typeof Server>> = true
export const testingValues: Without<AnyMembers<typeof Testing> | AnyFunctions<typeof Testing>> = true
export const types: Without<AnyMembers<Types>> = true
export const members: { [K in keyof Types]: Without<AnyMembers<Types[K]>> } = {
  feltProps: true,
  exploProps: true,
  feltController: true,
  exploController: true,
  handle: true,
  error: true,
  renderErrorProps: true,
  state: true,
  event: true,
  request: true,
  response: true,
  parsedToken: true,
  adapter: true,
  channel: true,
  frameHost: true,
  refreshStrategy: true,
  token: true,
  useEmbedTokenResult: true,
  viewport: true,
  uiControls: true,
  handlerOptions: true,
  requestedEmbed: true,
  viewerAccess: true,
  minted: true,
  mintExploTokenOptions: true,
  mintFeltTokenOptions: true,
  emulator: true,
  emulatorConfig: true,
  eventLog: true,
  emulatorEvent: true,
  emulatorSummary: true,
  pageRecord: true,
  feltOptions: true,
  exploOptions: true,
  secret: true,
  tokenServer: true,
  listening: true,
  pages: true,
  page: true,
  pageOptions: true,
  feltMethodStubs: true,
}
export const callbacks: { [K in keyof Types]?: Without<AnyFunctions<Types[K]>> } = {
  feltProps: true,
  exploProps: true,
  handle: true,
  adapter: true,
  channel: true,
  frameHost: true,
  handlerOptions: true,
  emulator: true,
  emulatorConfig: true,
  eventLog: true,
  tokenServer: true,
  listening: true,
  pages: true,
  page: true,
  feltMethodStubs: true,
}

type Unchecked = ReturnType<typeof JSON.parse>

/** The test itself: it finds what there is to be found. */
export const finds: [
  AnyMembers<{ a: unknown } | { b: Unchecked }>,
  AnyFunctions<{ a: (b: string) => void; c: (b: Unchecked) => void }>,
  AnyFunctions<{ d?: () => Unchecked }>,
] = ['b', 'c', 'd']
