import type { World } from './world'

/** Warnings of the library for developers, which it gives once per process. */
const isAdvice = (text: string): boolean => text.startsWith('react-private-embed: ')

/**
 * Reports what is said on the console and what is rejected unheard, and replaces chance by numbers that come again.
 *
 * @returns its end
 */
export function overhear(luck: number, report: World['report']): () => void {
  const { error, warn } = console
  const { random } = Math
  const hear = (...said: unknown[]): void => {
    const text = said.map(String).join(' ')
    if (!isAdvice(text)) report('nothing is thrown or said', text)
  }
  const onRejection = (reason: unknown): void => report('nothing is thrown or said', `unhandled: ${String(reason)}`)
  console.error = hear
  console.warn = hear
  Math.random = createRandom(luck)
  process.on('unhandledRejection', onRejection)
  return () => {
    Object.assign(console, { error, warn })
    Math.random = random
    process.off('unhandledRejection', onRejection)
  }
}

/** A small generator (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
