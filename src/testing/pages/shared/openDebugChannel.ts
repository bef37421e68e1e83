import { isRecord } from '../../../core/isRecord.ts'

/** What a test can make a page do. Each answers with something that can be posted. */
export type DebugCommands = Readonly<Record<string, (message: Readonly<Record<string, unknown>>) => unknown>>

/** Counts the messages that reached the page, those of the debug channel aside. */
export interface DebugChannel {
  received(): number
}

/**
 * A line for tests that needs no driver and works in any engine: the parent posts `{ emulator: command, … }` with a
 * MessagePort, and the answer comes on the port. `reload`, `go`, `blank`, `post` and `focus` are the same in every page.
 * A vendor's own protocol never sees it: neither knows messages with a member `emulator`.
 */
export function openDebugChannel(own: DebugCommands): DebugChannel {
  let received = 0
  const commands: DebugCommands = {
    reload: () => {
      // A tick later, so that the answer still goes out.
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
    // The page's own posts to itself (as some libraries do) are no messages of the host.
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

/** Takes the focus and waits until it has come, from wherever the viewer is; false when it did not within a second. */
function focusWindow(): Promise<boolean> {
  return new Promise((resolve) => {
    if (document.hasFocus()) return resolve(focusOwnField())
    addEventListener('focus', () => resolve(true), { once: true })
    setTimeout(() => resolve(false), 1_000)
    focusOwnField()
  })
}

/** Puts the focus into the page's own field (`[data-own-field]`), as a vendor's script may do at any time. */
export function focusOwnField(): boolean {
  const field = document.querySelector<HTMLElement>('[data-own-field]')
  field?.focus()
  return field !== null && document.activeElement === field
}

/** What was typed into the page's own field. */
export function typedText(): string {
  const field = document.querySelector('[data-own-field]')
  return field instanceof HTMLInputElement ? field.value : ''
}
