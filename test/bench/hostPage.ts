import type { CDPSession } from 'playwright'

/** What the host page holds. */
export interface Holdings {
  /** In bytes. */
  heap: number
  listeners: number
  nodes: number
}

/** How long the page's main thread has worked so far, in s. */
export async function readTaskTime(session: CDPSession): Promise<number> {
  return (await readMetrics(session)).TaskDuration ?? NaN
}

/** What is left once everything that can go has gone. */
export async function readHoldings(session: CDPSession): Promise<Holdings> {
  // What a finalizer lets go goes at the next one.
  for (let pass = 0; pass < 3; pass += 1) await session.send('HeapProfiler.collectGarbage')
  const { JSHeapUsedSize = NaN, JSEventListeners = NaN, Nodes = NaN } = await readMetrics(session)
  return { heap: JSHeapUsedSize, listeners: JSEventListeners, nodes: Nodes }
}

async function readMetrics(session: CDPSession): Promise<Partial<Record<string, number>>> {
  const { metrics } = await session.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}
