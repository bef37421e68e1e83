import { expect, test, vi } from 'vitest'
import { waitForMessage } from '../../src/core/waitForMessage.ts'
import { fakeChannel, settle } from './support.ts'

test('waitForMessage resolves with the first matching message', async () => {
  const frame = fakeChannel()
  const answer = waitForMessage(frame, (message) => typeof message === 'number' && message > 1)
  for (const message of ['x', 1, 2, 3]) frame.postFromPage(message)
  expect(await answer).toBe(2)
})

test('waitForMessage checks no further messages after a match', async () => {
  const frame = fakeChannel()
  const matches = vi.fn((message: unknown) => message === 2)
  const answer = waitForMessage(frame, matches)
  for (const message of [1, 2, 3]) frame.postFromPage(message)
  await answer
  expect(matches.mock.calls).toEqual([[1], [2]])
})

test('waitForMessage stays pending without a match', async () => {
  const frame = fakeChannel()
  const onSettled = vi.fn()
  void waitForMessage(frame, () => false).then(onSettled, onSettled)
  frame.postFromPage('x')
  await settle()
  expect(onSettled).not.toHaveBeenCalled()
})
