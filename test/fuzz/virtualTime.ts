import { vi } from 'vitest'

/**
 * One fake clock for the whole file, set before React is loaded: React's scheduler keeps the `setImmediate` and the
 * `performance` found at load, and a run is repeatable only if both are fake.
 */
const { setImmediate: nextTurn } = globalThis
vi.useFakeTimers()

const { setTimeout: setFakeTimeout, setInterval: setFakeInterval } = globalThis
const { now: readMonotonic } = performance

/** When the world begins, by the server's clock. */
export const EPOCH = Date.UTC(2026, 0, 1)
const MAX_DELAY = 2 ** 31 - 1
/** So many timers in one go are a storm. */
const MOST_STEPS = 200_000

let offset = 0
let begunAt = 0
let slept = 0
let jumpedAhead = 0
/** The last sleep: when it began, on true time, and on awake time. */
let lastSleep = { real: 0, awake: -Infinity }
let ownTimers = 0
/** Delays that no browser understands. */
export const wildDelays: unknown[] = []

performance.now = () => readMonotonic.call(performance) + offset
vi.stubGlobal('setTimeout', (callback: () => void, delay?: number, ...rest: unknown[]) => {
  noteDelay(delay)
  return setFakeTimeout(callback, delay, ...rest)
})
vi.stubGlobal('setInterval', (callback: () => void, delay?: number, ...rest: unknown[]) => {
  noteDelay(delay)
  return setFakeInterval(callback, delay, ...rest)
})

function noteDelay(delay: unknown): void {
  if (delay !== undefined && !(Number(delay) >= 0 && Number(delay) <= MAX_DELAY)) wildDelays.push(delay)
}

/** Begins a world whose client clock is wrong by `skew` ms. */
export function beginTime(skew: number): void {
  offset = 0
  slept = 0
  jumpedAhead = 0
  lastSleep = { real: 0, awake: -Infinity }
  wildDelays.length = 0
  begunAt = readMonotonic.call(performance)
  vi.setSystemTime(EPOCH + skew)
}

/** Time that the machine was awake for, ms: what timers run on. */
export function awake(): number {
  return readMonotonic.call(performance) - begunAt
}

/** True time since the world began, ms: what the server's tokens live by. */
export function real(): number {
  return awake() + slept
}

/** The most that the library's clock may have gained since the world began, ms: a clock set ahead counts as time. */
export function most(): number {
  return real() + jumpedAhead
}

/** The machine sleeps: the wall clock goes on, timers do not, and the monotonic clock on some systems. */
export function sleep(ms: number, isMonotonicAwake: boolean): void {
  lastSleep = { real: real(), awake: awake() }
  vi.setSystemTime(Date.now() + ms)
  slept += ms
  if (isMonotonicAwake) offset += ms
}

/**
 * Whether an instant on true time passed in a sleep from which the machine woke so lately that what was decided before
 * it, for example a render, may only now come to its end.
 */
export function wasJustSleptThrough(at: number): boolean {
  return at > lastSleep.real && awake() - lastSleep.awake <= 1
}

/** Somebody sets the client's wall clock. */
export function setClock(by: number): void {
  vi.setSystemTime(Date.now() + by)
  jumpedAhead += Math.max(0, by)
}

/** A timer of the world's own: the server's, or a provider page's. */
export function later(ms: number, callback: () => void): void {
  ownTimers += 1
  setFakeTimeout(() => {
    ownTimers -= 1
    callback()
  }, ms)
}

/** Timers that are not the world's own. */
export function countTimers(): number {
  return vi.getTimerCount() - ownTimers
}

/** Lets all promises run that wait for nothing but their turn. */
export function takeTurn(): Promise<void> {
  return new Promise((resolve) => void nextTurn(resolve))
}

/** Lets awake time pass, timer by timer, and looks at the world after each. */
export async function pass(ms: number, look: () => void): Promise<void> {
  let isOver = false
  later(ms, () => (isOver = true))
  await takeTurn()
  for (let steps = 0; !isOver; steps += 1) {
    if (steps > MOST_STEPS) throw new Error(`More than ${MOST_STEPS} timers went off within ${ms} ms.`)
    vi.advanceTimersToNextTimer()
    await takeTurn()
    look()
  }
}

/** Ends a world, also one that failed: nothing of it may run in the next. */
export async function endTime(): Promise<void> {
  // React's scheduler must get its turn, or it waits for it forever.
  await pass(5, () => {})
  vi.clearAllTimers()
  ownTimers = 0
}
