// The host page's part of the SDK is loaded when a map mounts. Loading earlier avoids a wait in tests with fake timers.
import '@feltmaps/js-sdk'
import type { FeltController } from '@feltmaps/js-sdk'
import { createMessageHandler } from '@feltmaps/js-sdk/handler'
import type { FeltListeners, FeltMethods } from '../pages/map/feltTypes.ts'
import { createEmptyMap } from './createEmptyMap.ts'
import type { FakeMessagePort } from './fakeMessageChannel.ts'
import type { PageScript, PageScriptContext } from './pageScript.ts'
import { FELT_PATH } from './providerUrl.ts'

/** Responses of an emulated map to methods of Felt's controller, by name. A thrown error rejects the call. */
export type FeltMethodStubs = {
  [Name in keyof Omit<FeltController, 'iframe' | `on${string}`>]?: (
    ...args: Parameters<FeltController[Name]>
  ) => ReturnType<FeltController[Name]> | Awaited<ReturnType<FeltController[Name]>>
}

type MessageListener = (event: { data: unknown; ports: readonly FakeMessagePort[] }) => void

/**
 * Creates the script of a Felt page; undefined for any other URL. Felt's own SDK handles the messages,
 * so that a call with wrong arguments is rejected as by Felt's page.
 */
export function feltPageScript(
  { url, isUnresponsive }: PageScriptContext,
  stubs: FeltMethodStubs,
): PageScript | undefined {
  const [, mapId] = FELT_PATH.exec(url.pathname) ?? []
  if (mapId === undefined) return undefined
  const listening = new Map<string, Set<(detail: unknown) => void>>()
  const send = (event: string, detail?: unknown): void => listening.get(event)?.forEach((handler) => handler(detail))
  const methods = reportIdleAfterChanges({ ...createEmptyMap(mapId, url.searchParams, send), ...stubs }, () =>
    send('onMapIdle'),
  )
  const handleMessage = createFeltMessageHandler(rejectUnknownMethods(methods), (name, handler) => {
    const handlers = listening.get(name) ?? new Set()
    listening.set(name, handlers.add(handler))
    // An idle map reports to every new listener.
    if (name === 'onMapIdle') void Promise.resolve().then(handler)
    return () => handlers.delete(handler)
  })
  return {
    provider: 'felt',
    token: () => url.searchParams.get('token') ?? '',
    send,
    receive: (data, ports) => void (isUnresponsive || handleMessage({ data, ports })),
    start() {},
  }
}

/** Creates Felt's own message handler, with a fake window. */
function createFeltMessageHandler(
  methods: object,
  listen: (name: string, handler: (detail?: unknown) => void) => () => void,
): MessageListener {
  let handleMessage: MessageListener = () => {}
  const window = {
    addEventListener: (_type: string, listener: MessageListener) => {
      handleMessage = listener
    },
    removeEventListener() {},
  }
  const listeners = new Proxy(
    {},
    {
      get: (_, name) => (subscription: { handler: (detail?: unknown) => void }) =>
        listen(String(name), subscription.handler),
    },
  )
  // The types require a complete window, every method and every listener; the handler itself uses only these.
  createMessageHandler(window as unknown as Window, {
    methods: methods as FeltMethods,
    listeners: listeners as FeltListeners,
  })
  return (event) => handleMessage(event)
}

/** Names of methods with an effect on rendering. */
const CHANGE_METHODS = /^(?:set(?!Tool)|choose|select|clear|fit)/

/** Reports idle after each rendered change, after confirming the change. */
function reportIdleAfterChanges(methods: object, report: () => void): object {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => {
      if (!CHANGE_METHODS.test(name) || typeof method !== 'function') return [name, method]
      const change = (...args: readonly unknown[]): unknown => {
        const result: unknown = method(...args)
        void Promise.resolve(result).then(
          () => setTimeout(report),
          () => {},
        )
        return result
      }
      return [name, change]
    }),
  )
}

/** Rejects methods without a stub by name. */
function rejectUnknownMethods(methods: object): object {
  return new Proxy(methods, {
    get: (known, name) =>
      Reflect.get(known, name) ??
      (() => {
        throw new Error(`emulatePages: no stub for the controller method ${String(name)}. Pass a stub in options.felt.`)
      }),
  })
}
