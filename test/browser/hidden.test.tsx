import { describe, expect, test } from 'vitest'
import type { TokenFetcher } from '../../src/index.ts'
import { fetchRaw } from './emulator.ts'
import { createStage, until } from './renderStage.tsx'
import { emulatedAdapters } from './adaptersUnderTest.tsx'
import { hidePage, showPage } from './visibility.ts'
import { withProps } from './withProps.ts'

const LIFETIME = 6_000

/** Counts what is asked of the backend, and how much of it at once. */
function createCountingFetcher() {
  const counts = { started: 0, inFlight: 0, most: 0 }
  const fetchToken: TokenFetcher = async (request) => {
    counts.started += 1
    counts.inFlight += 1
    counts.most = Math.max(counts.most, counts.inFlight)
    return Promise.resolve(fetchRaw(request)).finally(() => (counts.inFlight -= 1))
  }
  return { counts, fetchToken }
}

describe.each(emulatedAdapters)('$provider on a hidden page', (under) => {
  test('$provider on a hidden page fetches nothing past token expiry, and one token as soon as it is visible', async () => {
    const { counts, fetchToken } = createCountingFetcher()
    // From the start, as a first load needs no viewer.
    hidePage()
    const stage = await createStage(under, { options: { lifetime: LIFETIME }, fetchToken })
    await stage.untilReady()
    const frame = stage.live()
    // Hidden as well, but told to go on: shows that there was time enough.
    const other = await createStage(withProps(under, { refreshInBackground: true }), {
      options: { lifetime: LIFETIME },
    })
    await other.untilRenewed(1)
    await until(() => expect(stage.last()?.status).toBe('expired'))
    expect(counts.started).toBe(1)
    await stage.setOptions({ lifetime: 60_000, latency: 2_000 })
    showPage()
    await until(() => expect(counts.started).toBe(2))
    expect(stage.live()).toBe(frame)
    expect(stage.last()?.status).toBe('expired')
    await stage.untilReady()
    expect(counts).toMatchObject({ started: 2, most: 1 })
    expect(await stage.summary()).toMatchObject({ minted: 2, loadsExpired: 0 })
  })

  test('$provider on a hidden page with refreshInBackground is refreshed before the token expires', async () => {
    hidePage()
    const hidden = withProps(under, { refreshInBackground: true })
    const stage = await createStage(hidden, { options: { lifetime: 24_000 } })
    await stage.untilReady()
    await stage.untilRenewed(1)
    const { loadsExpired, expiredMs } = await stage.summary()
    expect({ loadsExpired, expiredMs }).toEqual({ loadsExpired: 0, expiredMs: 0 })
    expect(new Set(stage.states.map(({ status }) => status))).toEqual(new Set(['loading', 'ready']))
  })

  test('$provider on a hidden page retries a failed fetch only when it is visible, and then immediately', async () => {
    const { counts, fetchToken } = createCountingFetcher()
    hidePage()
    const stage = await createStage(under, { options: { mintFault: 'error' }, fetchToken })
    await until(() => expect(stage.last()).toMatchObject({ status: 'error', willRetry: true }))
    // Tried again and again meanwhile, had anybody looked.
    const other = await createStage(withProps(under, { refreshInBackground: true }), {
      options: { mintFault: 'error' },
    })
    await until(async () => expect((await other.summary()).rejected).toBeGreaterThanOrEqual(3))
    expect(counts.started).toBe(1)
    await stage.setOptions({ mintFault: 'none' })
    showPage()
    await stage.untilReady()
    expect(counts.started).toBe(2)
  })
})
