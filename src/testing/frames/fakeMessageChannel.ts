type PortListener = (event: { readonly data: unknown }) => void

/** Port of a {@link FakeMessageChannel}. */
export class FakeMessagePort {
  onmessage: PortListener | null = null
  /** Listener of the other port. */
  #other: PortListener = () => {}
  readonly #listeners = new Set<PortListener>()
  #isOpen = true

  /** Connects two ports. */
  static entangle(one: FakeMessagePort, other: FakeMessagePort): void {
    one.#other = (event) => other.#receive(event)
    other.#other = (event) => one.#receive(event)
  }

  postMessage(message: unknown): void {
    const event = { data: cloneMessage(message) }
    void Promise.resolve().then(() => this.#other(event))
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
 * Fake `MessageChannel` with delivery in a microtask. A real one needs turns of the event
 * loop, during which fake timers would run into the host page's timeout. Jest's jsdom has no `MessageChannel`.
 */
export class FakeMessageChannel {
  readonly port1 = new FakeMessagePort()
  readonly port2 = new FakeMessagePort()

  constructor() {
    FakeMessagePort.entangle(this.port1, this.port2)
  }
}

/**
 * Clones a message as posting does.
 *
 * @throws DataCloneError for a value that cannot be cloned; without `structuredClone` the message stays unchanged
 */
export function cloneMessage(message: unknown): unknown {
  return typeof structuredClone === 'function' ? structuredClone(message) : message
}
