import { type RefObject, useEffect, useState } from 'react'

/** About as often as a timeline moves by a pixel, in ms: more would be work that nobody sees. */
const STEP = 45
const CALM_STEP = 1_000

/**
 * Runs a CSS clock: `--now` on an element is the time since the element appeared, in seconds. What moves with time
 * moves by style alone, and React renders only when something happens.
 *
 * @returns the zero of that clock, in epoch ms
 */
export function useRunningClock(ref: RefObject<HTMLElement | null>): number {
  const [zero] = useState(() => Date.now())
  useEffect(() => {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const draw = () => ref.current?.style.setProperty('--now', String((Date.now() - zero) / 1_000))
    draw()
    const timer = setInterval(draw, isCalm ? CALM_STEP : STEP)
    return () => clearInterval(timer)
  }, [ref, zero])
  return zero
}
