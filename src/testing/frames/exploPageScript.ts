import { isRecord } from '../../core/isRecord.ts'
import type { PageScript, PageScriptContext } from './pageScript.ts'
import { EXPLO_PATH } from './providerUrl.ts'

/** Creates the script of an Explo page; undefined for any other URL. */
export function exploPageScript({ url, isUnresponsive, post }: PageScriptContext): PageScript | undefined {
  const [, builder, segment] = EXPLO_PATH.exec(url.pathname) ?? []
  if (segment === undefined) return undefined
  let token = decodeURIComponent(segment)
  const send = (event: string, detail: unknown = {}): void => post({ event, detail })
  return {
    provider: 'explo',
    token: () => token,
    send,
    receive(message) {
      if (!isRecord(message) || message.event !== 'updateCustomerJwt' || !isRecord(message.detail)) return
      token = String(message.detail.jwt)
    },
    start() {
      // No messages of report builders are documented.
      if (isUnresponsive || builder !== undefined) return
      // With a token in the URL no ID is reported, and no height without layout: as in Explo's own sample.
      const detail = { dashboardId: '', dashboardHeight: 0 }
      send('dashboardReadyToLoad', detail)
      send('dashboardLoaded', { ...detail, loadTime: 0 })
    },
  }
}
