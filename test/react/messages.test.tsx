import { act } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ExploEmbed, FeltEmbed } from '../../src/index.ts'
import { parseExploEvent } from '../../src/adapters/exploEvent.ts'
import {
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  fakeTimeAndChance,
  frames,
  advanceTime,
  renderEmbed,
} from './support.tsx'

const EXPLO = 'https://app.explo.co'

/** Anything that can come through `postMessage`, and things that only a script of the same page can send. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.record(
    {
      event: fc.oneof(
        fc.constantFrom(
          'dashboardReadyToLoad',
          'dashboardLoaded',
          'dashboardUpdated',
          'sendVariableUpdatedEvent',
          'editableSectionUpdated',
          '__proto__',
        ),
        fc.anything(),
      ),
      detail: fc.oneof(
        fc.record({
          dashboardHeight: fc.oneof(fc.double(), fc.constantFrom(0, -1, '640', Infinity, NaN), fc.anything()),
          varName: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'region'), fc.anything()),
          newValue: fc.anything(),
        }),
        fc.anything(),
      ),
      type: fc.constantFrom('felt.ready', 'felt.addListener', 'x'),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom<unknown>(createCycle(), 'customerJwtExpired', null, undefined, 1n, Symbol.iterator),
)

function createCycle(): object {
  const cycle: Record<string, unknown> = { event: 'dashboardUpdated' }
  cycle.detail = cycle
  return cycle
}

function createThrowingProxy(): object {
  const refuse = (): never => {
    throw new Error('hands off')
  }
  return new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse })
}

/** A window says something to the page. */
async function hear(data: unknown, origin: string, source: Window | null): Promise<void> {
  await act(async () => void window.dispatchEvent(new MessageEvent('message', { data, origin, source })))
}

/** Everything that a message could change. */
function lookAt(record: ReturnType<typeof recordCallbacks>, backend: ReturnType<typeof createFakeBackend>): unknown {
  return [document.body.innerHTML, record.states.length, backend.count]
}

let uncaught: unknown[] = []
const note = ({ error }: ErrorEvent): void => void uncaught.push(error)

fakeTimeAndChance()
beforeEach(() => {
  uncaught = []
  window.addEventListener('error', note)
})
afterEach(() => {
  window.removeEventListener('error', note)
  expect(uncaught).toEqual([])
})

async function renderExploEmbed() {
  const [backend, record, onEvent] = [createFakeBackend(), recordCallbacks(), vi.fn()]
  await renderEmbed(
    <ExploEmbed
      embedId="d1"
      tokenLifetime={60_000}
      fetchToken={backend.fetchToken}
      queryClient={createTestClient()}
      onEvent={onEvent}
      {...record}
    />,
  )
  const [frame] = frames()
  await hear({ event: 'dashboardLoaded', detail: {} }, EXPLO, frame?.contentWindow ?? null)
  onEvent.mockClear()
  return { backend, record, onEvent, frame }
}

describe('a message', () => {
  test('a message from another window or origin is never read, whatever it contains', async () => {
    const { backend, record, onEvent, frame } = await renderExploEmbed()
    const sibling = document.body.appendChild(document.createElement('iframe'))
    const before = lookAt(record, backend)
    const own = frame?.contentWindow ?? null
    const strangers: [string, Window | null][] = [
      [EXPLO, sibling.contentWindow],
      [EXPLO, window],
      [EXPLO, null],
      // Our own frame, after it went elsewhere.
      ['https://evil.test', own],
      ['null', own],
      ['', own],
      ['http://app.explo.co', own],
      ['https://app.explo.co.evil.test', own],
    ]
    const wish = fc.oneof(anything, fc.constant({ event: 'customerJwtExpired' }))
    await fc.assert(
      fc.asyncProperty(wish, fc.constantFrom(...strangers), async (data, [origin, source]) => {
        await hear(data, origin, source)
        expect(lookAt(record, backend)).toEqual(before)
        expect(onEvent).not.toHaveBeenCalled()
      }),
      { numRuns: 300 },
    )
    await hear(createThrowingProxy(), EXPLO, sibling.contentWindow)
    sibling.remove()
  })

  test('a message from the embedded page changes nothing but the height, and never throws', async () => {
    const { backend, record, frame } = await renderExploEmbed()
    await fc.assert(
      fc.asyncProperty(anything, async (data) => {
        await hear(data, EXPLO, frame?.contentWindow ?? null)
        expect(frames()).toEqual([frame])
        expect(backend.count).toBe(1)
        expect(record.last?.status).toBe('ready')
        const height = Number.parseFloat(frame?.closest<HTMLElement>('[aria-busy]')?.style.height ?? '')
        expect(Number.isNaN(height) || (height > 0 && Number.isFinite(height))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('a message reaches the host app in a known shape, or unchanged as `other`', () => {
    fc.assert(
      fc.property(anything, (data) => {
        const event = parseExploEvent(data)
        if (event === undefined) return
        expect(typeof event.name).toBe('string')
        if ('height' in event && event.height !== undefined) expect(event.height).toBeGreaterThan(0)
      }),
    )
    expect(Object.prototype).not.toHaveProperty('newValue')
  })

  test('a thousand messages per second cause no token request and no render', async () => {
    const { backend, record, frame } = await renderExploEmbed()
    const { length } = record.states
    await act(async () => {
      for (let count = 0; count < 1_000; count += 1) {
        const data = { event: 'dashboardUpdated', detail: { dashboardHeight: 600 + (count % 2) } }
        window.dispatchEvent(new MessageEvent('message', { data, origin: EXPLO, source: frame?.contentWindow ?? null }))
      }
    })
    expect(backend.count).toBe(1)
    expect(record.states).toHaveLength(length)
  })

  test('a message with a height one pixel off is ignored, and two pixels off is applied', async () => {
    const { frame } = await renderExploEmbed()
    const box = frame?.closest<HTMLElement>('[aria-busy]')
    const heightAfter = async (dashboardHeight: number) => {
      await hear({ event: 'dashboardUpdated', detail: { dashboardHeight } }, EXPLO, frame?.contentWindow ?? null)
      return box?.style.height
    }
    expect(box?.style.minHeight).toBe('320px')
    expect(await heightAfter(600)).toBe('600px')
    // A dashboard may be lower than what is kept free for one that has not said yet.
    expect(box?.style.minHeight).toBe('0px')
    expect(await heightAfter(601)).toBe('600px')
    expect(await heightAfter(602)).toBe('602px')
    expect(await heightAfter(601)).toBe('602px')
    expect(await heightAfter(600)).toBe('600px')
  })

  test('a message of five megabytes is forwarded unchanged', async () => {
    const { onEvent, frame } = await renderExploEmbed()
    const newValue = 'x'.repeat(5_000_000)
    const data = { event: 'sendVariableUpdatedEvent', detail: { varName: 'big', newValue } }
    await hear(data, EXPLO, frame?.contentWindow ?? null)
    expect(onEvent).toHaveBeenCalledWith({ name: 'sendVariableUpdatedEvent', varName: 'big', newValue })
  })
})

test("a map receives no window messages: Felt's responses arrive on ports", async () => {
  const [backend, record] = [createFakeBackend(), recordCallbacks()]
  await renderEmbed(
    <FeltEmbed mapId="m1" fetchToken={backend.fetchToken} queryClient={createTestClient()} {...record} />,
  )
  const [frame] = frames()
  const before = lookAt(record, backend)
  await fc.assert(
    fc.asyncProperty(anything, async (data) => {
      await hear(data, 'https://felt.com', frame?.contentWindow ?? null)
      expect(lookAt(record, backend)).toEqual(before)
    }),
    { numRuns: 100 },
  )
  await advanceTime(1)
})
