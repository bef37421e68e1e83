// The host's half is loaded when a map mounts. Loaded by then, it keeps no test waiting that has stopped the clock.
import '@feltmaps/js-sdk'
import type { FeltController } from '@feltmaps/js-sdk'
import { createMessageHandler } from '@feltmaps/js-sdk/handler'
import type { FeltListeners, FeltMethods } from '../pages/map/feltTypes.ts'
import { emptyMap } from './emptyMap.ts'
import type { PagePort } from './pageChannel.ts'
import type { PageScript, PageSetting } from './pageScript.ts'
import { FELT_PATH } from './vendorAddress.ts'

/** What an emulated map answers to methods of Felt's controller, by their names. What is thrown rejects the call. */
export type FeltAnswers = {
  [Name in keyof Omit<FeltController, 'iframe' | `on${string}`>]?: (
    ...args: Parameters<FeltController[Name]>
  ) => ReturnType<FeltController[Name]> | Awaited<ReturnType<FeltController[Name]>>
}

type MessageListener = (event: { data: unknown; ports: readonly PagePort[] }) => void

/**
 * The script of a Felt page; undefined where the address is none of Felt's. The protocol is spoken by Felt's own SDK,
 * so that a call with wrong arguments is rejected as Felt's page would.
 */
export function feltScript({ url, isSilent }: PageSetting, answers: FeltAnswers): PageScript | undefined {
  const [, mapId] = FELT_PATH.exec(url.pathname) ?? []
  if (mapId === undefined) return undefined
  const listening = new Map<string, Set<(detail: unknown) => void>>()
  const send = (event: string, detail?: unknown): void => listening.get(event)?.forEach((handler) => handler(detail))
  const methods = withReports({ ...emptyMap(mapId, url.searchParams, send), ...answers }, () => send('onMapIdle'))
  const hear = speakFelt(withRefusals(methods), (name, handler) => {
    const handlers = listening.get(name) ?? new Set()
    listening.set(name, handlers.add(handler))
    // A map at rest says so to everybody who asks.
    if (name === 'onMapIdle') void Promise.resolve().then(handler)
    return () => handlers.delete(handler)
  })
  return {
    vendor: 'felt',
    token: () => url.searchParams.get('token') ?? '',
    send,
    hear: (data, ports) => void (isSilent || hear({ data, ports })),
    begin() {},
  }
}

/** Felt's own handler of messages, over a window that is none. */
function speakFelt(
  methods: object,
  listen: (name: string, handler: (detail?: unknown) => void) => () => void,
): MessageListener {
  let hear: MessageListener = () => {}
  const window = {
    addEventListener: (_type: string, listener: MessageListener) => {
      hear = listener
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
  return (event) => hear(event)
}

/** Names of methods that change what a map renders. */
const CHANGE = /^(?:set(?!Tool)|choose|select|clear|fit)/

/** A map reports that it is idle when it has rendered a change: after the change was confirmed. */
function withReports(methods: object, report: () => void): object {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => {
      if (!CHANGE.test(name) || typeof method !== 'function') return [name, method]
      const change = (...args: readonly unknown[]): unknown => {
        const answer: unknown = method(...args)
        void Promise.resolve(answer).then(
          () => setTimeout(report),
          () => {},
        )
        return answer
      }
      return [name, change]
    }),
  )
}

/** A method without an answer is refused by its name. */
function withRefusals(methods: object): object {
  return new Proxy(methods, {
    get: (known, name) =>
      Reflect.get(known, name) ??
      (() => {
        throw new Error(`The emulated map has no answer to ${String(name)}: give emulatePages one.`)
      }),
  })
}
