import { describe, expect, onTestFinished, test } from 'vitest'
import { commands } from 'vitest/browser'
import type { TokenFetcher } from '../../src/index.ts'
import { fetchRaw, PROVIDER_RESPONSE_ROUTE } from './emulator.ts'
import { createStage, until } from './renderStage.tsx'
import { emulatedAdapters } from './adaptersUnderTest.tsx'

describe.each(emulatedAdapters)('$provider without a network', (under) => {
  test('$provider without a network stays visible and retries, and is refreshed as soon as the network is back', async () => {
    const attempts: number[] = []
    const fetchToken: TokenFetcher = (request) => {
      attempts.push(Date.now())
      return fetchRaw(request)
    }
    const stage = await createStage(under, { options: { lifetime: 60_000 }, fetchToken })
    await stage.untilReady()
    const frame = stage.live()
    onTestFinished(() => commands.setOffline(null))
    await commands.setOffline(PROVIDER_RESPONSE_ROUTE)
    await until(() => expect(navigator.onLine).toBe(false))
    await expect(stage.handle.current?.refresh()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    const plan = () => {
      const state = stage.last()
      return state?.status === 'degraded' ? (state.nextAttemptAt ?? 0) : 0
    }
    // A pause so long that only the network's return can cut it short.
    await until(() => expect(plan() - Date.now()).toBeGreaterThan(3_000))
    expect(stage.last()).toMatchObject({ status: 'degraded', offline: true, error: { code: 'FETCH_FAILED' } })
    expect(stage.frames()).toEqual([frame])
    const [planned, tried] = [plan(), attempts.length]
    expect(tried).toBeGreaterThan(2)
    await commands.setOffline(null)
    await stage.untilReady()
    expect(attempts.length).toBe(tried + 1)
    expect(attempts.at(-1)).toBeLessThan(planned)
    await stage.untilRenewed(1)
    expect((await stage.summary()).loadsExpired).toBe(0)
  })
})
