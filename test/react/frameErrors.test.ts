import { expect, test, vi } from 'vitest'
import {
  frameBlockedError,
  readyTimeoutError,
  tokenRejectedError,
  viewTransferError,
} from '../../src/session/frameErrors.ts'

const CAUSE = new Error('a reason')

/** Each error of an embedded page: what happened, and the hint that only developers see. */
const ERRORS = [
  [
    'FRAME_BLOCKED',
    () => frameBlockedError('https://acme.test', 'acme'),
    /^Blocked by this page's Content-Security-Policy. Add: frame-src https:\/\/acme\.test/,
    /frame-src/,
  ],
  [
    'READY_TIMEOUT',
    () => readyTimeoutError(true, 'acme', CAUSE),
    /^The embed loaded but did not become ready in time\./,
    /The token may have been rejected/,
  ],
  [
    'READY_TIMEOUT',
    () => readyTimeoutError(false, 'acme', CAUSE),
    /^The embed did not load\./,
    /Check the network, its X-Frame-Options header/,
  ],
  [
    'TOKEN_REJECTED',
    () => tokenRejectedError('acme'),
    /^The embed rejected three tokens in a row\./,
    /Check what your server mints/,
  ],
  [
    'VIEW_TRANSFER_FAILED',
    () => viewTransferError('acme', CAUSE),
    /^Part of the view could not be restored\. See `cause`\.$/,
    /See `cause`/,
  ],
] as const

test.each(ERRORS)('%s names the provider, what happened and a hint', (code, create, what, hint) => {
  const error = create()
  expect(error).toMatchObject({ code, provider: 'acme' })
  expect(error.message).toMatch(what)
  expect(error.message).toMatch(hint)
})

test.each(ERRORS)('%s is one short sentence in production', (_, create, what) => {
  vi.stubEnv('NODE_ENV', 'production')
  const { message } = create()
  vi.unstubAllEnvs()
  expect(message).toMatch(what)
  expect(message.length).toBeLessThan(85)
})
