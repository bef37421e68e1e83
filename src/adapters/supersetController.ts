import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { noResponseError } from '../core/noResponseError.ts'
import type { SupersetDataMask, SupersetProps } from './supersetProps.ts'

/** Controller of the Superset page in the active iframe. The methods have the names of Superset's Embedded SDK. */
export interface SupersetController {
  /** Returns the size of the page's content, in CSS pixels. */
  getScrollSize(): Promise<{ width: number; height: number }>
  /** Returns a link to the dashboard as the viewer sees it, scrolled to an anchor. */
  getDashboardPermalink(anchor: string): Promise<string>
  /** Returns the IDs of the tabs that are open. */
  getActiveTabs(): Promise<readonly string[]>
  /** Returns all filters with their values. */
  getDataMask(): Promise<SupersetDataMask>
  /** Returns the states of charts, such as the sorting of a table. */
  getChartStates(): Promise<Readonly<Record<string, unknown>>>
  /** Sets the theme, as in Superset's theme editor. */
  setThemeConfig(themeConfig: Readonly<Record<string, unknown>>): void
  /** Sets the color scheme. */
  setThemeMode(mode: 'default' | 'dark' | 'system'): void
  /** Calls any other method of the page and returns its result; rejects if the page does not know the method. */
  get(method: string, args?: object): Promise<unknown>
  /** Calls any other method of the page without a result. */
  emit(method: string, args: object): void
}

/** The methods of the host that the page may call, by name. */
type SupersetHostMethods = Readonly<Record<string, (args: unknown) => unknown>>

/**
 * Creates the methods that superset-embedded-sdk defines for the page; `null` is a link without a URL of the app's own.
 */
export function createHostMethods(getProps: () => SupersetProps): SupersetHostMethods {
  return {
    observeDataMask(dataMask) {
      if (isRecord(dataMask)) getProps().onDataMask?.(dataMask)
    },
    resolvePermalinkUrl: async (link) =>
      (isRecord(link) && (await getProps().resolvePermalinkUrl?.({ key: String(link.key) }))) || null,
  }
}

/**
 * Creates the controller of a page. The messages on the port are those of `@superset-ui/switchboard`: `get` is answered
 * by `reply` or `error` with the same `messageId`, `emit` is not answered.
 *
 * @param signal ends all calls
 */
export function createSupersetController(
  port: MessagePort,
  methods: SupersetHostMethods,
  signal: AbortSignal,
): SupersetController {
  const calls = new Map<unknown, (message: Readonly<Record<string, unknown>> | undefined) => void>()
  let lastId = 0

  const findMethod = (name: unknown) => (Object.hasOwn(methods, String(name)) ? methods[String(name)] : undefined)

  async function answer(method: unknown, args: unknown): Promise<object> {
    const run = findMethod(method)
    if (!run) return { switchboardAction: 'error', error: `Method "${String(method)}" is not defined` }
    try {
      return { switchboardAction: 'reply', result: await run(args) }
    } catch {
      return { switchboardAction: 'error', error: `Method "${String(method)}" threw an error` }
    }
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isRecord(data)) return
    const { switchboardAction: action, method, args, messageId } = data
    if (action === 'emit') findMethod(method)?.(args)
    else if (action === 'get') void answer(method, args).then((reply) => port.postMessage({ ...reply, messageId }))
    else calls.get(messageId)?.(data)
  }
  signal.addEventListener('abort', () => {
    port.close()
    for (const end of calls.values()) end(undefined)
  })

  const get = (method: string, args?: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(noResponseError())
      const messageId = `m_${(lastId += 1)}`
      calls.set(messageId, (message) => {
        calls.delete(messageId)
        if (!message) reject(noResponseError())
        else if (message.switchboardAction === 'reply') resolve(message.result)
        else
          reject(
            new EmbedError('NO_RESPONSE', `Superset's page rejected a call: ${String(message.error)}.`, {
              provider: 'superset',
            }),
          )
      })
      port.postMessage({ switchboardAction: 'get', method, messageId, args })
    })
  const emit = (method: string, args: object): void => port.postMessage({ switchboardAction: 'emit', method, args })
  const getRecord = async (method: string): Promise<Readonly<Record<string, unknown>>> => {
    const result = await get(method)
    return isRecord(result) ? result : {}
  }

  return {
    async getScrollSize() {
      const { width, height } = await getRecord('getScrollSize')
      return { width: Number(width), height: Number(height) }
    },
    getDashboardPermalink: async (anchor) => String(await get('getDashboardPermalink', { anchor })),
    async getActiveTabs() {
      const tabs = await get('getActiveTabs')
      return Array.isArray(tabs) ? tabs.map(String) : []
    },
    getDataMask: () => getRecord('getDataMask'),
    getChartStates: () => getRecord('getChartStates'),
    setThemeConfig: (themeConfig) => emit('setThemeConfig', { themeConfig }),
    setThemeMode: (mode) => emit('setThemeMode', { mode }),
    get,
    emit,
  }
}
