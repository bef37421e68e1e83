// The host's half is loaded when a map mounts. Loaded by then, it keeps no test waiting that has stopped the clock.
import '@feltmaps/js-sdk'
import type { FeltController } from '@feltmaps/js-sdk'
import { createMessageHandler } from '@feltmaps/js-sdk/handler'
import type { FeltListeners, FeltMethods } from '../pages/map/feltTypes.ts'
import { createEmptyMap } from './createEmptyMap.ts'
import type { FakeMessagePort } from './fakeMessageChannel.ts'
import type { PageScript, PageScriptContext } from './pageScript.ts'
import { FELT_PATH } from './providerUrl.ts'

/** What an emulated map answers to methods of Felt's controller, by their names. What is thrown rejects the call. */
export type FeltMethodStubs = {
  [Name in keyof Omit<FeltController, 'iframe' | `on${string}`>]?: (
    ...args: Parameters<FeltController[Name]>
  ) => ReturnType<FeltController[Name]> | Awaited<ReturnType<FeltController[Name]>>
}

type MessageListener = (event: { data: unknown; ports: readonly FakeMessagePort[] }) => void

/**
 * The script of a Felt page; undefined where the address is none of Felt's. The protocol is spoken by Felt's own SDK,
 * so that a call with wrong arguments is rejected as Felt's page would.
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
    // A map at rest says so to everybody who asks.
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

/** Felt's own handler of messages, over a window that is none. */
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
  // The types demand a whole window, every method and every listener. The handler itself asks for no more than these.
  createMessageHandler(window as unknown as Window, {
    methods: methods as FeltMethods,
    listeners: listeners as FeltListeners,
  })
  return (event) => handleMessage(event)
}

/** Names of methods that change what a map renders. */
const CHANGE_METHODS = /^(?:set(?!Tool)|choose|select|clear|fit)/

/** A map reports that it is idle when it has rendered a change: after the change was confirmed. */
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

/** A method without an answer is refused by its name. */
function rejectUnknownMethods(methods: object): object {
  return new Proxy(methods, {
    get: (known, name) =>
      Reflect.get(known, name) ??
      (() => {
        throw new Error(`The emulated map has no answer to ${String(name)}: give emulatePages one.`)
      }),
  })
}
