import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../core/support.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  renderReadyEmbed,
  makeReady,
  frames,
  dispatchPageEvent,
  advanceTime,
  postFromIframe,
  setVisibility,
  simulateSleep,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

describe('a token response in a frozen tab', () => {
  async function frozenFor(ms: number) {
    const backend = createFakeBackend({ expiresIn: 900, latency: 1_000 })
    const record = recordCallbacks()
    const { onStateChange } = record
    render(
      <AcmeEmbed
        place="z"
        queryClient={createTestClient()}
        fetchToken={backend.fetchToken}
        onStateChange={onStateChange}
      />,
    )
    await advanceTime(500)
    await setVisibility('hidden')
    await dispatchPageEvent('document', 'freeze')
    simulateSleep(ms)
    await dispatchPageEvent('document', 'resume')
    await setVisibility('visible')
    await advanceTime(600)
    return { backend, record }
  }

  test("a response frozen for longer than the token's lifetime is discarded, and another token is requested", async () => {
    const { backend, record } = await frozenFor(20 * MINUTE)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'EXPIRED_ON_ARRIVAL' }, willRetry: true })
    expect(backend.count).toBe(1)
    await advanceTime(3_100)
    expect(backend.count).toBe(2)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/z?token=token-2'])
  })

  test('a response frozen for a shorter time is used for the remaining lifetime', async () => {
    const { backend } = await frozenFor(8 * MINUTE)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/z?token=token-1'])
    await postFromIframe(frames()[0], 'ready')
    await advanceTime(4 * MINUTE)
    expect(backend.count).toBe(2)
  })
})

test('a page restored from the back-forward cache requests one token, and keeps the iframe until the next is ready', async () => {
  const { backend, frame } = await renderReadyEmbed({ Embed: SwapEmbed, latency: 50 })
  await dispatchPageEvent('window', 'pagehide')
  await setVisibility('hidden')
  await dispatchPageEvent('document', 'freeze')
  simulateSleep(20 * MINUTE)
  await dispatchPageEvent('document', 'resume')
  await setVisibility('visible')
  await dispatchPageEvent('window', 'pageshow')
  await advanceTime(60)
  expect(backend.count).toBe(2)
  expect(frames()[0]).toBe(frame)
  const next = frames()[1]
  await makeReady(next)
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(next)
  await advanceTime(5 * MINUTE)
  expect(backend.count).toBe(2)
})
