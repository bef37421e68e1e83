import { isRecord } from '../../../core/isRecord.ts'

/** Commands of a test to a page. Each responds with a cloneable value. */
export type DebugCommands = Readonly<Record<string, (message: Readonly<Record<string, unknown>>) => unknown>>

/** Counts the messages received by the page, except for debug messages. */
export interface DebugChannel {
  received(): number
}

/**
 * Opens a channel for tests that needs no driver and works in any engine: the parent posts `{ emulator: command, … }`
 * with a MessagePort, and the response arrives on the port. `reload`, `go`, `blank`, `post` and `focus` exist in every
 * page. A provider's own protocol ignores these messages: neither has a member `emulator`.
 */
export function openDebugChannel(own: DebugCommands): DebugChannel {
  let received = 0
  const commands: DebugCommands = {
    reload: () => {
      // Deferred, so that the response is still sent.
      setTimeout(() => location.reload())
      return true
    },
    go: ({ url }) => {
      setTimeout(() => location.assign(String(url)))
      return true
    },
    blank: () => {
      document.body.replaceChildren()
      return true
    },
    post: ({ message }) => {
      parent.postMessage(message, '*')
      return true
    },
    focus: focusWindow,
    ...own,
  }
  addEventListener('message', ({ data, ports, source }) => {
    // Messages from the page to itself (as in some libraries) do not come from the host page.
    if (source === window) return
    if (!isRecord(data) || typeof data.emulator !== 'string') {
      received += 1
      return
    }
    const answer = (value: unknown) => ports[0]?.postMessage(value)
    const command = commands[data.emulator]
    if (command) void Promise.resolve(command(data)).then(answer)
    else answer({ unknown: data.emulator, known: Object.keys(commands) })
  })
  return { received: () => received }
}

/** Takes the focus and waits for its arrival; false after a second without focus. */
function focusWindow(): Promise<boolean> {
  return new Promise((resolve) => {
    if (document.hasFocus()) return resolve(focusOwnField())
    addEventListener('focus', () => resolve(true), { once: true })
    setTimeout(() => resolve(false), 1_000)
    focusOwnField()
  })
}

/** Focuses the page's own field (`[data-own-field]`), as a provider's script may do at any time. */
export function focusOwnField(): boolean {
  const field = document.querySelector<HTMLElement>('[data-own-field]')
  field?.focus()
  return field !== null && document.activeElement === field
}

/** Returns the text typed into the page's own field. */
export function typedText(): string {
  const field = document.querySelector('[data-own-field]')
  return field instanceof HTMLInputElement ? field.value : ''
}
