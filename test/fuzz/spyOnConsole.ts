import { randomOf } from '../support/randomOf.ts'
import type { Scenario } from './scenario.ts'

/** Warnings of the library for developers, which it gives once per process. */
const isAdvice = (text: string): boolean => text.startsWith('react-private-embed: ')

/**
 * Reports what is said on the console and what is rejected unheard, and replaces chance by numbers that come again.
 *
 * @returns its end
 */
export function spyOnConsole(luck: number, report: Scenario['report']): () => void {
  const { error, warn } = console
  const { random } = Math
  const hear = (...said: unknown[]): void => {
    const text = said.map(String).join(' ')
    if (!isAdvice(text)) report('nothing is thrown or said', text)
  }
  const onRejection = (reason: unknown): void => report('nothing is thrown or said', `unhandled: ${String(reason)}`)
  console.error = hear
  console.warn = hear
  Math.random = randomOf(luck).next
  process.on('unhandledRejection', onRejection)
  return () => {
    Object.assign(console, { error, warn })
    Math.random = random
    process.off('unhandledRejection', onRejection)
  }
}
