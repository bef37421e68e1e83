import type { ExploSession } from '../../pageSession.ts'
import { isRecord } from '../../../core/isRecord.ts'
import { afterLoad } from '../shared/afterLoad.ts'
import { openDebugChannel, focusOwnField, typedText, type DebugCommands } from '../shared/openDebugChannel.ts'
import { createElement, queryElement } from '../shared/query.ts'
import { readSession } from '../shared/readSession.ts'
import { createServerClock } from '../shared/serverClock.ts'
import { renderSessionLabel } from '../shared/sessionLabel.ts'
import { startHeartbeat } from '../shared/startHeartbeat.ts'
import { checkOrigin } from './checkOrigin.ts'
import { createExploSession, type PageToken } from './createExploSession.ts'
import { parseQuery, type ExploQuery } from './parseQuery.ts'

/** Common part of dashboard and report builder. */
export interface ExploPage {
  session: ExploSession
  token: PageToken
  query: ExploQuery
}

/** Specific part of dashboard or report builder. */
export interface ExploPageHandlers {
  /** Returns additional fields of `state`. */
  state(): object
  commands: DebugCommands
  /** Applies variables from the host page. */
  setVariables(variables: Record<string, unknown>): void
  /** Starts: listens, loads, reports ready. Called after the page's `readyDelay`. */
  start(): void
}

/** Starts an Explo page: token, label, heartbeat, and messages from the host page. */
export function startExploPage(describe: (page: ExploPage) => ExploPageHandlers): void {
  const session = readSession('explo')
  if (!checkOrigin(session)) {
    document.body.replaceChildren(createElement('p', 'foreign', 'This page may not be embedded here.'))
    return
  }
  const clock = createServerClock(session.servedAt)
  const token = createExploSession(session, clock)
  const query = parseQuery(location.search)
  const handlers = describe({ session, token, query })
  const channel = openDebugChannel({
    state: () => ({
      ...handlers.state(),
      ...token.current(),
      hasEnded: token.hasEnded(),
      typed: typedText(),
      pageId: session.pageId,
      received: channel.received(),
    }),
    ...handlers.commands,
  })
  renderSessionLabel(queryElement('.session'), clock, token.current)
  startHeartbeat(session.pageId)
  token.onEndChange((hasEnded) => {
    queryElement('.ended').hidden = !hasEnded
  })
  queryElement('.environment').textContent = session.environment ?? 'last saved'

  afterLoad(session.page.readyDelay, () => {
    addEventListener('message', ({ data }) => handleHostMessage(data, token, handlers))
    handlers.start()
  })
  if (session.page.stealsFocus) afterLoad(Math.max(1, session.page.readyDelay), focusOwnField)
}

function handleHostMessage(data: unknown, token: PageToken, handlers: ExploPageHandlers): void {
  if (!isRecord(data) || !isRecord(data.detail)) return
  const { detail } = data
  switch (data.event) {
    case 'updateCustomerJwt':
      return void token.deliver(detail.jwt)
    case 'updateExploDashboardVariable':
      return handlers.setVariables(toVariables([detail]))
    case 'updateExploDashboardVariables':
      return handlers.setVariables(toVariables(Array.isArray(detail.variables) ? detail.variables : []))
  }
}

function toVariables(list: unknown[]): Record<string, unknown> {
  const named = list.filter(isRecord).filter(({ varName }) => typeof varName === 'string')
  return Object.fromEntries(named.map(({ varName, value }) => [varName, value]))
}
