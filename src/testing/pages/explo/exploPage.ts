import type { ExploSession } from '../../pageSession.ts'
import { isRecord } from '../../../core/isRecord.ts'
import { afterLoad } from '../shared/afterLoad.ts'
import { openDebugChannel, takeFocus, typedText, type DebugCommands } from '../shared/openDebugChannel.ts'
import { make, query } from '../shared/query.ts'
import { readSession } from '../shared/readSession.ts'
import { createServerClock } from '../shared/serverClock.ts'
import { sessionLabel } from '../shared/sessionLabel.ts'
import { startHeartbeat } from '../shared/startHeartbeat.ts'
import { checkOrigin } from './checkOrigin.ts'
import { createExploSession, type PageToken } from './createExploSession.ts'
import { readAttributes, type Attributes } from './readAttributes.ts'

/** What dashboard and report builder start from. */
export interface ExploPage {
  session: ExploSession
  token: PageToken
  attributes: Attributes
}

/** What differs between them. */
export interface PageKind {
  /** What `state` tells beside what all pages do. */
  state(): object
  commands: DebugCommands
  /** Takes variables that the host set. */
  setVariables(variables: Record<string, unknown>): void
  /** Begins: listens, loads, says so. Runs after the page's `readyDelay`. */
  begin(): void
}

/** Starts a page of Explo: token, label, heartbeat, and the messages that the host may send. */
export function startExploPage(describe: (page: ExploPage) => PageKind): void {
  const session = readSession('explo')
  if (!checkOrigin(session)) {
    document.body.replaceChildren(make('p', 'foreign', 'This page may not be embedded here.'))
    return
  }
  const clock = createServerClock(session.servedAt)
  const token = createExploSession(session, clock)
  const attributes = readAttributes(location.search)
  const kind = describe({ session, token, attributes })
  const channel = openDebugChannel({
    state: () => ({
      ...kind.state(),
      ...token.current(),
      hasEnded: token.hasEnded(),
      typed: typedText(),
      instance: session.instance,
      received: channel.received(),
    }),
    ...kind.commands,
  })
  sessionLabel(query('.session'), clock, token.current)
  startHeartbeat(session.instance)
  token.onEnd((hasEnded) => {
    query('.ended').hidden = !hasEnded
  })
  query('.environment').textContent = session.environment ?? 'last saved'

  afterLoad(session.page.readyDelay, () => {
    addEventListener('message', ({ data }) => receive(data, token, kind))
    kind.begin()
  })
  if (session.page.takesFocus) afterLoad(Math.max(1, session.page.readyDelay), takeFocus)
}

function receive(data: unknown, token: PageToken, kind: PageKind): void {
  if (!isRecord(data) || !isRecord(data.detail)) return
  const { detail } = data
  switch (data.event) {
    case 'updateCustomerJwt':
      return void token.deliver(detail.jwt)
    case 'updateExploDashboardVariable':
      return kind.setVariables(toVariables([detail]))
    case 'updateExploDashboardVariables':
      return kind.setVariables(toVariables(Array.isArray(detail.variables) ? detail.variables : []))
  }
}

function toVariables(list: unknown[]): Record<string, unknown> {
  const named = list.filter(isRecord).filter(({ varName }) => typeof varName === 'string')
  return Object.fromEntries(named.map(({ varName, value }) => [varName, value]))
}
