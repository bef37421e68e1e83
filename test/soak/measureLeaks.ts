import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright'

/** Live objects of the host page besides visible embeds. */
export interface Attachments {
  timers: number
  listeners: string[]
}

/** Timers that are set, and listeners of window and document. */
export async function readAttachments(page: Page, session: CDPSession): Promise<Attachments> {
  const timers = await page.evaluate(() => window.soakProbe.timers())
  const listeners: string[] = []
  for (const expression of ['window', 'document']) {
    const { result } = await session.send('Runtime.evaluate', { expression, objectGroup: 'soak' })
    const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' })
    listeners.push(...found.listeners.map(({ type }) => `${expression} ${type}`))
  }
  await session.send('Runtime.releaseObjectGroup', { objectGroup: 'soak' })
  return { timers, listeners: listeners.sort() }
}

/** Returns the objects left over since the baseline, after everything had time to end. */
export async function findLeaks(page: Page, session: CDPSession, baseline: Attachments): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const { timers, listeners } = await readAttachments(page, session)
    const known = [...baseline.listeners]
    const left = listeners.filter((listener) => {
      const at = known.indexOf(listener)
      if (at >= 0) known.splice(at, 1)
      return at < 0
    })
    if (timers > baseline.timers) left.push(`${timers - baseline.timers} timers`)
    // The soak's own waits for an unresponsive page take two seconds.
    if (left.length === 0 || tries === 6) return left
    await sleep(500)
  }
}

/** Returns the heap size of the page's scripts and document after garbage collection, in bytes. */
export async function readHeap(page: Page, session: CDPSession): Promise<number> {
  // The browser lists every request, up to 250.
  await page.evaluate(() => performance.clearResourceTimings())
  let least = Infinity
  for (let reading = 0; reading < 3; reading += 1) {
    await session.send('HeapProfiler.collectGarbage')
    const usage = await session.send('Runtime.getHeapUsage')
    least = Math.min(least, usage.usedSize + usage.embedderHeapUsedSize)
    await sleep(200)
  }
  return least
}
