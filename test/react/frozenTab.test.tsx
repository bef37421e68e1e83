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

describe('an answer that was frozen on its way', () => {
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

  test('for longer than the token lives is not used, and another one is asked for', async () => {
    const { backend, record } = await frozenFor(20 * MINUTE)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'EXPIRED_ON_ARRIVAL' }, willRetry: true })
    expect(backend.count).toBe(1)
    await advanceTime(3_100)
    expect(backend.count).toBe(2)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/z?token=token-2'])
  })

  test('for less is used for what is left of its life', async () => {
    const { backend } = await frozenFor(8 * MINUTE)
    expect(frames().map(({ src }) => src)).toEqual(['https://acme.test/z?token=token-1'])
    await postFromIframe(frames()[0], 'ready')
    await advanceTime(4 * MINUTE)
    expect(backend.count).toBe(2)
  })
})

test('a page that comes back from the back-forward cache asks once, and keeps its frame till the next is ready', async () => {
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
