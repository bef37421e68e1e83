import type { FrameChannel } from '../core/adapter.ts'
import { type ExploEvent, parseExploEvent } from './exploEvent.ts'
import type { ExploVariables } from './exploVariables.ts'

/** Controller of the visible Explo page. */
export interface ExploController {
  /** Known variables: in the URL, set through this controller, or reported by the page. */
  readonly variables: ExploVariables
  /** Sets one dashboard variable. Explo does not confirm it. */
  setVariable(name: string, value: unknown): void
  /** Sets several variables in one message. */
  setVariables(variables: ExploVariables): void
  /** Posts any other event supported by Explo's page. */
  post(event: string, detail: unknown): void
}

/**
 * Creates the controller of one page, and forwards the page's events.
 *
 * @param variables in the page's URL
 */
export function createExploController(
  frame: FrameChannel,
  variables: ExploVariables,
  onEvent: (event: ExploEvent) => void,
): ExploController {
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
