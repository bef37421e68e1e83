import { afterLoad } from '../../../../../src/testing/pages/shared/afterLoad.ts'
import { type DebugCommands, openDebugChannel } from '../../../../../src/testing/pages/shared/openDebugChannel.ts'
import { queryElement } from '../../../../../src/testing/pages/shared/query.ts'
import type { ServerClock } from '../../../../../src/testing/pages/shared/serverClock.ts'
import { type LabelledToken, renderSessionLabel } from '../../../../../src/testing/pages/shared/sessionLabel.ts'
import { startHeartbeat } from '../../../../../src/testing/pages/shared/startHeartbeat.ts'
import type { InventedSession } from '../../server/inventedSession.ts'

/** Differences between the providers' pages. */
export interface PageParts {
  session: InventedSession
  clock: ServerClock
  /** The token that the page holds. */
  token(): LabelledToken
  /** Returns additional fields of `state`. */
  state(): object
  commands: DebugCommands
  /** The page's own protocol: a message of the host, and its port if it has one. */
  receive(message: Readonly<Record<string, unknown>>, port: MessagePort | undefined): void
  /** Ready message of the page. */
  readiness: string
}

/** Reads what the server put into this page. */
export function readSession(): InventedSession {
  return JSON.parse(document.getElementById('session')?.textContent ?? 'null')
}

/** Starts what every page has: token label, heartbeat, debug channel, and, after its delay, the line to its host. */
export function startPage({ session, clock, token, state, commands, receive, readiness }: PageParts): void {
  openDebugChannel({ state: () => ({ ...state(), ...token(), pageId: session.pageId }), ...commands })
  renderSessionLabel(queryElement('.session'), clock, token)
  startHeartbeat(session.pageId)
  afterLoad(session.readyDelay, () => {
    addEventListener('message', ({ source, data, ports }) => {
      // Only the host may speak to the page, and tells what it wants in `type`.
      if (source === parent && typeof data?.type === 'string') receive(data, ports[0])
    })
    if (!session.unresponsive) tellHost(readiness)
  })
}

/** To any origin: nothing that is told is a secret. */
export function tellHost(message: string): void {
  parent.postMessage(message, '*')
}
