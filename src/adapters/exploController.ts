import type { FrameChannel } from '../core/adapter.ts'
import { type ExploEvent, parseExploEvent } from './exploEvent.ts'
import type { ExploVariables } from './exploVariables.ts'

/** The Explo page on show. */
export interface ExploController {
  /** The variables as far as they are known: what was set here since the page loaded, and what the page reported. */
  readonly variables: ExploVariables
  /** Sets one dashboard variable. Explo does not confirm it. */
  setVariable(name: string, value: unknown): void
  /** Sets several at once. */
  setVariables(variables: ExploVariables): void
  /** Posts any other event that Explo's page takes. */
  post(event: string, detail: unknown): void
}

/** Makes the controller of one page, and passes on the page's events. */
export function createExploController(frame: FrameChannel, onEvent: (event: ExploEvent) => void): ExploController {
  let variables: ExploVariables = {}
  frame.subscribe((message) => {
    const event = parseExploEvent(message)
    if (!event) return
    if (event.name === 'sendVariableUpdatedEvent') variables = { ...variables, [event.varName]: event.newValue }
    onEvent(event)
  })
  const post = (event: string, detail: unknown): void => frame.post({ event, detail })
  return {
    get variables() {
      return variables
    },
    post,
    setVariable(varName, value) {
      variables = { ...variables, [varName]: value }
      post('updateExploDashboardVariable', { varName, value })
    },
    setVariables(changed) {
      variables = { ...variables, ...changed }
      const list = Object.entries(changed).map(([varName, value]) => ({ varName, value }))
      post('updateExploDashboardVariables', { variables: list })
    },
  }
}
