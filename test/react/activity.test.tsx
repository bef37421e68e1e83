import { render } from '@testing-library/react'
import { Activity, type ReactElement, StrictMode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { onServer, takeOver } from './onServer.ts'
import {
  aBackEnd,
  aClient,
  AcmeEmbed,
  aRecord,
  arriveBy,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  pass,
  say,
} from './support.tsx'

fakeTimeAndChance()

/** An embed in a part of the page that is shown or hidden, with what its host hears. */
async function aPart(wrap: (element: ReactElement) => ReactElement = (element) => element) {
  const backEnd = aBackEnd({ expiresIn: 900 })
  const record = aRecord()
  const cleanup = vi.fn()
  const onReady = vi.fn(() => cleanup)
  const client = aClient()
  const page = (mode: 'visible' | 'hidden' | 'gone') =>
    wrap(
      mode === 'gone' ? (
        <p />
      ) : (
        <Activity mode={mode}>
          <AcmeEmbed
            place="a"
            queryClient={client}
            fetchToken={backEnd.fetchToken}
            onReady={onReady}
            onStateChange={record.onStateChange}
          />
        </Activity>
      ),
    )
  const { rerender } = render(page('visible'))
  await pass(1)
  await say(frames()[0], 'ready')
  return { backEnd, record, onReady, cleanup, turn: (mode: Parameters<typeof page>[0]) => rerender(page(mode)) }
}

describe.each<[string, (element: ReactElement) => ReactElement]>([
  ['', (element) => element],
  [' under StrictMode', (element) => <StrictMode>{element}</StrictMode>],
])('an embed that is hidden and shown again%s', (_, wrap) => {
  test('is the same page, ready as before, though it says so only once', async () => {
    const { backEnd, record, onReady, cleanup, turn } = await aPart(wrap)
    const [frame] = frames()
    turn('hidden')
    await pass(60_000)
    turn('visible')
    await pass(60_000)
    expect(frames()).toEqual([frame])
    expect(record.last?.status).toBe('ready')
    expect(backEnd.count).toBe(1)
    expect(onReady).toHaveBeenCalledTimes(1)
    expect(cleanup).not.toHaveBeenCalled()
  })

  test('fetches nothing while it is hidden, and is renewed as soon as it is shown', async () => {
    const { backEnd, record, turn } = await aPart(wrap)
    turn('hidden')
    await pass(800_000)
    expect(backEnd.count).toBe(1)
    turn('visible')
    await pass(1)
    expect(backEnd.count).toBe(2)
    expect(record.last?.status).toBe('ready')
    expect(frames()).toHaveLength(1)
  })

  test('leaves a page that asks for a token until it is shown', async () => {
    const { backEnd, turn } = await aPart(wrap)
    turn('hidden')
    await pass(10_000)
    await say(frames()[0], 'give me a token')
    await pass(60_000)
    expect(backEnd.count).toBe(1)
    turn('visible')
    await pass(1)
    expect(backEnd.requests.map(({ reason }) => reason)).toEqual(['initial', 'requested'])
  })

  test('still hears its page', async () => {
    const { backEnd, turn } = await aPart(wrap)
    turn('hidden')
    turn('visible')
    await pass(10_000)
    await say(frames()[0], 'give me a token')
    await pass(1)
    expect(backEnd.requests.at(-1)?.reason).toBe('requested')
  })
})

test('an embed that is removed while it is hidden leaves no listener, and its page is let go', async () => {
  const added = vi.spyOn(window, 'addEventListener')
  const signals = () =>
    added.mock.calls.map(([, , options]) => (typeof options === 'object' ? options.signal : undefined))
  const { cleanup, turn } = await aPart()
  turn('hidden')
  await pass(1)
  expect(cleanup).not.toHaveBeenCalled()
  turn('gone')
  await pass(1)
  expect(frames()).toEqual([])
  expect(cleanup).toHaveBeenCalledTimes(1)
  const held = signals().filter((signal) => signal && !signal.aborted)
  expect(held).toEqual([])
  added.mockRestore()
})

test('a map of a reloaded page is replaced once, however often it is hidden and shown', async () => {
  arriveBy('reload')
  const initialToken = { token: 'from-server', expiresIn: 900, expiresAt: Date.now() + 900_000 }
  const props = { place: 'p', initialToken, fetchToken: aBackEnd().fetchToken, queryClient: aClient() }
  const html = await onServer((library) => {
    const Embed = library.createEmbed(early)
    return (
      <Activity>
        <Embed {...props} />
      </Activity>
    )
  })
  const part = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <EarlyEmbed {...props} />
    </Activity>
  )
  const { before, rerender } = takeOver(html, part('visible'))
  await pass(1)
  await say(frames()[1], 'ready')
  await pass(5_000)
  const [second] = frames()
  expect(before).not.toContain(second)
  for (const mode of ['hidden', 'visible', 'hidden', 'visible'] as const) {
    rerender(part(mode))
    await pass(1_000)
  }
  expect(frames()).toEqual([second])
})
