import { expect, test, vi } from 'vitest'
import { waitForMessage } from '../../src/core/waitForMessage.ts'
import { fakeChannel, settle } from './support.ts'

test('resolves with the first message that matches', async () => {
  const frame = fakeChannel()
  const answer = waitForMessage(frame, (message) => typeof message === 'number' && message > 1)
  for (const message of ['x', 1, 2, 3]) frame.postFromPage(message)
  expect(await answer).toBe(2)
})

test('looks at no further message once it has one', async () => {
  const frame = fakeChannel()
  const matches = vi.fn((message: unknown) => message === 2)
  const answer = waitForMessage(frame, matches)
  for (const message of [1, 2, 3]) frame.postFromPage(message)
  await answer
  expect(matches.mock.calls).toEqual([[1], [2]])
})

test('does not settle while none comes', async () => {
  const frame = fakeChannel()
  const onSettled = vi.fn()
  void waitForMessage(frame, () => false).then(onSettled, onSettled)
  frame.postFromPage('x')
  await settle()
  expect(onSettled).not.toHaveBeenCalled()
})
