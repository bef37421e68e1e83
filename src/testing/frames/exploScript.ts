import { isRecord } from '../../core/isRecord.ts'
import type { PageScript, PageSetting } from './pageScript.ts'
import { EXPLO_PATH } from './vendorAddress.ts'

/** The script of an Explo page; undefined where the address is none of Explo's. */
export function exploScript({ url, isSilent, post }: PageSetting): PageScript | undefined {
  const [, builder, segment] = EXPLO_PATH.exec(url.pathname) ?? []
  if (segment === undefined) return undefined
  let token = decodeURIComponent(segment)
  const send = (event: string, detail: unknown = {}): void => post({ event, detail })
  return {
    vendor: 'explo',
    token: () => token,
    send,
    hear(message) {
      if (!isRecord(message) || message.event !== 'updateCustomerJwt' || !isRecord(message.detail)) return
      token = String(message.detail.jwt)
    },
    begin() {
      // Nothing is documented that a report builder says.
      if (isSilent || builder !== undefined) return
      // With a token in the address there is no id to report, and nothing is laid out here: as in Explo's own sample.
      const detail = { dashboardId: '', dashboardHeight: 0 }
      send('dashboardReadyToLoad', detail)
      send('dashboardLoaded', { ...detail, loadTime: 0 })
    },
  }
}
