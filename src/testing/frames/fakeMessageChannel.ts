type PortListener = (event: { readonly data: unknown }) => void

/** One end of a {@link FakeMessageChannel}. */
export class FakeMessagePort {
  onmessage: PortListener | null = null
  /** The other end. */
  undefined: PortListener = () => {}
  readonly #listeners = new Set<PortListener>()
  #isOpen = true

  /** Ties two ends together. */
  static entangle(one: FakeMessagePort, other: FakeMessagePort): void {
    one.undefined = (event) => other.#receive(event)
    other.undefined = (event) => one.#receive(event)
  }

  postMessage(message: unknown): void {
    const event = { data: cloneMessage(message) }
    void Promise.resolve().then(() => this.undefined(event))
  }

  addEventListener(_type: 'message', listener: PortListener): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'message', listener: PortListener): void {
    this.#listeners.delete(listener)
  }

  start(): void {}

  close(): void {
    this.#isOpen = false
  }

  #receive(event: { readonly data: unknown }): void {
    if (!this.#isOpen) return
    this.onmessage?.(event)
    for (const listener of this.#listeners) listener(event)
  }
}

/**
 * A stand-in for `MessageChannel`. What is posted arrives in a microtask: with a real one it takes turns of the event
 * loop, and fake timers let the host's patience run out meanwhile. Jest's jsdom has none at all.
 */
export class FakeMessageChannel {
  readonly port1 = new FakeMessagePort()
  readonly port2 = new FakeMessagePort()

  constructor() {
    FakeMessagePort.entangle(this.port1, this.port2)
  }
}

/**
 * Copies a message as posting does.
 *
 * @throws DataCloneError for what cannot be posted; where there is nothing to copy with, the message goes as it is
 */
export function cloneMessage(message: unknown): unknown {
  return typeof structuredClone === 'function' ? structuredClone(message) : message
}
