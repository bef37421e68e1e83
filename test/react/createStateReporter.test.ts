import { expect, test, vi } from 'vitest'
import { createStateReporter } from '../../src/session/createStateReporter.ts'
import { makeError } from '../core/support.ts'

test('onError is called once for an error that is hidden by another error for a while', () => {
  const report = createStateReporter()
  const [onError, onStateChange] = [vi.fn(), vi.fn()]
  const [lasting, passing] = [makeError('READY_TIMEOUT'), makeError('FETCH_FAILED')]
  for (const error of [lasting, passing, lasting]) {
    report({ status: 'degraded', expiresAt: 1, error, offline: false }, { onError, onStateChange })
  }
  expect(onError.mock.calls).toEqual([[lasting], [passing]])
  expect(onStateChange).toHaveBeenCalledTimes(3)
})

test('onError is called again for an error that returns after a recovery', () => {
  const report = createStateReporter()
  const [onError, error] = [vi.fn(), makeError('FETCH_FAILED')]
  report({ status: 'degraded', expiresAt: 1, error, offline: false }, { onError })
  report({ status: 'ready', expiresAt: 2, refreshing: false }, { onError })
  report({ status: 'degraded', expiresAt: 2, error, offline: false }, { onError })
  expect(onError.mock.calls).toEqual([[error], [error]])
})
