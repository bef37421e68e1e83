import type { CDPSession } from 'playwright'

/** Objects held by the host page. */
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

/** Returns the holdings after garbage collection. */
export async function readHoldings(session: CDPSession): Promise<Holdings> {
  // Objects released by a finalizer are collected in the next pass.
  for (let pass = 0; pass < 3; pass += 1) await session.send('HeapProfiler.collectGarbage')
  const { JSHeapUsedSize = NaN, JSEventListeners = NaN, Nodes = NaN } = await readMetrics(session)
  return { heap: JSHeapUsedSize, listeners: JSEventListeners, nodes: Nodes }
}

async function readMetrics(session: CDPSession): Promise<Partial<Record<string, number>>> {
  const { metrics } = await session.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}
