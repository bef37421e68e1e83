import { defineAdapter, type FrameChannel, type FrameHost } from '../core/adapter.ts'
import { parseJwtResponse } from '../core/parseJwtResponse.ts'
import { appendParams, assertId, parseOrigin } from '../core/providerUrl.ts'
import { repeat } from '../core/repeat.ts'
import { createHostMethods, createSupersetController, type SupersetController } from './supersetController.ts'
import type { SupersetProps, SupersetResource } from './supersetProps.ts'

/** Each switch of `uiConfig`, and its bit (superset-embedded-sdk, `calculateConfig`). */
const UI_BITS = { hideTitle: 1, hideTab: 2, hideChartControls: 8, emitDataMasks: 16, showRowLimitWarning: 32 } as const

/** Adapter for Apache Superset: dashboards. The page receives every token over a message port. */
export const superset = defineAdapter<SupersetProps, SupersetController, SupersetResource>({
  name: 'superset',
  title: 'Superset dashboard',
  validate({ dashboardId, origin }) {
    assertId('dashboardId', dashboardId)
    parseOrigin(origin)
  },
  resource: ({ dashboardId }) => ({ dashboardId }),
  tokenKey: ({ dashboardId, origin }) => JSON.stringify([dashboardId, origin]),
  frameKey: (props) => buildSrc(props).href,
  // Superset's default for GUEST_TOKEN_JWT_EXP_SECONDS (superset/config.py).
  lifetime: () => ({ default: 300_000 }),
  parseResponse: parseJwtResponse,
  // As superset-embedded-sdk sets it (`mountIframe`).
  allow: () => 'fullscreen; clipboard-write',
  buildSrc,
  connect,
  refreshStrategy: () => ({
    mode: 'in-place',
    // The page replaces its token with each message (superset-frontend/src/embedded/index.tsx, `setupGuestClient`).
    acceptsLateTokens: true,
    sendToken: (token, _frame, controller) => controller?.emit('guestToken', { guestToken: token.value }),
  }),
})

/** `/embedded/{uuid}` (superset/embedded/view.py), with the parameters of superset-embedded-sdk (`mountIframe`). */
function buildSrc({ dashboardId, origin, dashboardUiConfig: config, onDataMask }: SupersetProps): URL {
  const switches = { ...config, emitDataMasks: config?.emitDataMasks ?? onDataMask !== undefined }
  const bits = Object.entries(UI_BITS).reduce((sum, [name, bit]) => sum + (Reflect.get(switches, name) ? bit : 0), 0)
  const { visible, expanded } = config?.filters ?? {}
  const url = new URL(`/embedded/${dashboardId}`, parseOrigin(origin))
  appendParams(url, config?.urlParams)
  return appendParams(url, { uiConfig: bits || undefined, show_filters: visible, expand_filters: expanded })
}

/** Transfers a port when the page has loaded and sends the token, as superset-embedded-sdk does (`embedDashboard`). */
async function connect(frame: FrameChannel, host: FrameHost<SupersetProps>): Promise<SupersetController> {
  await frame.loaded
  const { port1, port2 } = new MessageChannel()
  frame.post({ type: '__embedded_comms__', handshake: 'port transfer' }, [port2])
  const controller = createSupersetController(port1, createHostMethods(host.getProps), frame.signal)
  controller.emit('guestToken', { guestToken: host.getToken()?.value })
  const measure = () =>
    controller.getScrollSize().then(({ height }) => host.getProps().autoHeight && host.resize(height))
  // A rejection is a response, too: the page receives messages.
  await measure().catch(() => {})
  void repeat(() => (host.getProps().autoHeight ? measure() : undefined), 1_000, frame.signal)
  return controller
}
