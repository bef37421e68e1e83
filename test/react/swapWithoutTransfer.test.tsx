import { expect, test, vi } from 'vitest'
import { createEmbed } from '../../src/index.ts'
import {
  acme,
  advanceTime,
  createFakeBackend,
  createTestClient,
  fakeTimeAndChance,
  frames,
  postFromIframe,
  recordCallbacks,
  renderEmbed,
} from './support.tsx'

// As after a deployment that removed the old files, or without a network.
vi.mock('../../src/session/swap/index.ts', () => {
  throw new Error('gone')
})

fakeTimeAndChance()

const transferView = vi.fn()
const Embed = createEmbed({ ...acme, refreshStrategy: () => ({ mode: 'swap', transferView }) })

/** Lets the token come due and the pending page become ready. */
async function refresh(): Promise<HTMLIFrameElement | undefined> {
  await advanceTime(680_000)
  const pending = frames()[1]
  await postFromIframe(pending, 'ready')
  return pending
}

async function renderMap() {
  const record = recordCallbacks()
  const onError = vi.fn()
  const { fetchToken } = createFakeBackend({ expiresIn: 900 })
  const callbacks = { onStateChange: record.onStateChange, onError }
  await renderEmbed(<Embed place="m" queryClient={createTestClient()} fetchToken={fetchToken} {...callbacks} />)
  return { record, onError }
}

test('a swap whose code failed to load promotes the pending iframe 0.3 s after the page is ready, and reports once', async () => {
  const { record, onError } = await renderMap()
  for (let time = 0; time < 2; time += 1) {
    const pending = await refresh()
    await advanceTime(299)
    expect(frames()).toHaveLength(2)
    await advanceTime(1)
    expect(frames()).toEqual([pending])
    expect(record.last?.status).toBe('ready')
  }
  expect(onError.mock.calls.map(([{ code }]) => code)).toEqual(['VIEW_TRANSFER_FAILED'])
  expect(transferView).not.toHaveBeenCalled()
})

test('a swap whose code failed to load moves the keyboard focus', async () => {
  await renderMap()
  const pending = await refresh()
  frames()[0]?.focus()
  Object.assign(pending?.contentWindow ?? {}, { focus: () => {} })
  await advanceTime(300)
  expect(document.activeElement).toBe(pending)
})

test('a swap whose code failed to load waits for the end of full screen', async () => {
  await renderMap()
  const [active] = frames()
  const pending = await refresh()
  let fullscreenElement = active
  Object.defineProperty(document, 'fullscreenElement', { configurable: true, get: () => fullscreenElement })
  await advanceTime(10_000)
  expect(frames()).toEqual([active])
  fullscreenElement = undefined
  await advanceTime(1_000)
  expect(frames()).toHaveLength(2)
  expect(frames()).not.toContain(pending)
  Reflect.deleteProperty(document, 'fullscreenElement')
})
