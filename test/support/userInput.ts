import type {} from '@vitest/browser-playwright'
import type { BrowserCommand, BrowserCommandContext } from 'vitest/node'

/** A point of the test's own document, in CSS pixels. */
export interface Point {
  x: number
  y: number
}

/** Clicks with a real mouse. */
const clickAt: BrowserCommand<[point: Point]> = async (context, point) => {
  const { x, y } = await onPage(point, context)
  await context.page.mouse.click(x, y)
}

/** Drags with a real mouse, like a viewer moving a map. */
const drag: BrowserCommand<[from: Point, by: Point]> = async (context, from, by) => {
  const { x, y } = await onPage(from, context)
  const { mouse } = context.page
  await mouse.move(x, y)
  await mouse.down()
  await mouse.move(x + by.x, y + by.y, { steps: 4 })
  await mouse.up()
}

/** Presses a real key, as Playwright names it. */
const pressKey: BrowserCommand<[key: string]> = async ({ page }, key) => {
  await page.keyboard.press(key)
}

async function onPage({ x, y }: Point, { iframe }: BrowserCommandContext): Promise<Point> {
  const tester = await iframe.owner().boundingBox()
  if (!tester) throw new Error('the test page is not on show')
  return { x: x + tester.x, y: y + tester.y }
}

/** Input of a viewer. */
export const userInputCommands = { clickAt, drag, pressKey }

declare module 'vitest/browser' {
  interface BrowserCommands {
    clickAt(point: Point): Promise<void>
    drag(from: Point, by: Point): Promise<void>
    pressKey(key: string): Promise<void>
  }
}
