import { isShallowEqual } from '../../src/core/isShallowEqual.ts'
import { describe, expect, test } from 'vitest'
import { type Frame, type FramesState, NO_FRAMES } from '../../src/core/frames.ts'
import {
  deriveState,
  deriveTokenState,
  type EmbedState,
  isEmbedVisible,
  type StateContext,
  type TokenSnapshot,
} from '../../src/core/state.ts'
import { makeFrame, makeToken, makeError } from './support.ts'

const NOW = 1_000
const TOKEN = makeToken({ expiresAt: 2_000 })
const RUN_OUT = makeToken({ value: 'old', expiresAt: NOW })
const ERROR = makeError('FETCH_FAILED')
const FINAL = makeError('UNAUTHORIZED')
const SILENCE = makeError('READY_TIMEOUT')
const BLOCKED = makeError('FRAME_BLOCKED')
const IDLE: TokenSnapshot = { fetching: false }
const AROUND: StateContext = { isEnabled: true, isOffline: false, now: NOW }

function showing(active: Partial<Frame>, rest: Partial<FramesState> = {}): FramesState {
  return { ...NO_FRAMES, lastId: 1, active: makeFrame({ token: TOKEN, ...active }), ...rest }
}

const NEXT = makeFrame({ id: 2, phase: 'loading' })
const good: TokenSnapshot = { token: TOKEN, fetching: false }
const bad: TokenSnapshot = { ...good, error: ERROR, nextAttemptAt: 1_500 }

test.each<[string, EmbedState, TokenSnapshot, FramesState, Partial<StateContext>]>([
  ['idle while it is not wanted', { status: 'idle' }, IDLE, NO_FRAMES, { isEnabled: false }],
  ['loading before the first token', { status: 'loading' }, { fetching: true }, NO_FRAMES, {}],
  ['loading before the first frame', { status: 'loading' }, good, NO_FRAMES, {}],
  ['loading before the first frame whatever a refresh says', { status: 'loading' }, bad, NO_FRAMES, {}],
  ['loading until the first frame is ready', { status: 'loading' }, bad, showing({ phase: 'loading' }), {}],
  [
    'error without a token',
    { status: 'error', error: ERROR, offline: true, willRetry: true },
    { fetching: true, error: ERROR, nextAttemptAt: 1_500 },
    NO_FRAMES,
    { isOffline: true },
  ],
  [
    'error for good after a refusal',
    { status: 'error', error: FINAL, offline: false, willRetry: false },
    { fetching: false, error: FINAL },
    NO_FRAMES,
    {},
  ],
  [
    'error when there is no frame and the token ran out while refreshes fail',
    { status: 'error', error: FINAL, offline: false, willRetry: false },
    { token: RUN_OUT, fetching: false, error: FINAL },
    NO_FRAMES,
    {},
  ],
  ['ready', { status: 'ready', expiresAt: 2_000, refreshing: false }, good, showing({}), {}],
  [
    'ready, also far from the viewport, once it was shown',
    { status: 'ready', expiresAt: 2_000, refreshing: false },
    good,
    showing({}),
    { isEnabled: false },
  ],
  [
    'ready while a page loads again by itself',
    { status: 'ready', expiresAt: 2_000, refreshing: false },
    good,
    showing({ phase: 'reloading' }),
    {},
  ],
  [
    'refreshing while a token is fetched',
    { status: 'ready', expiresAt: 2_000, refreshing: true },
    { ...good, fetching: true },
    showing({}),
    {},
  ],
  [
    'refreshing while a frame is about to take over',
    { status: 'ready', expiresAt: 2_000, refreshing: true },
    good,
    showing({}, { pending: NEXT }),
    {},
  ],
  [
    'ready until the token of the frame on show runs out, not the newest',
    { status: 'ready', expiresAt: 2_000, refreshing: false },
    { ...good, token: makeToken({ value: 'newer', expiresAt: 9_000 }) },
    showing({}),
    {},
  ],
  [
    'degraded when a refresh failed',
    { status: 'degraded', expiresAt: 2_000, error: ERROR, offline: true, nextAttemptAt: 1_500 },
    bad,
    showing({}),
    { isOffline: true },
  ],
  [
    'degraded when a handover failed',
    { status: 'degraded', expiresAt: 2_000, error: SILENCE, offline: false, nextAttemptAt: undefined },
    good,
    showing({}, { error: SILENCE, failures: 1 }),
    {},
  ],
  [
    'degraded with a page that stayed silent',
    { status: 'degraded', expiresAt: 2_000, error: SILENCE, offline: false, nextAttemptAt: undefined },
    good,
    showing({ phase: 'unresponsive', error: SILENCE }),
    { readyTimeoutBehavior: 'show' },
  ],
  [
    'degraded with a page that stayed silent, where the host says nothing of that',
    { status: 'degraded', expiresAt: 2_000, error: SILENCE, offline: false, nextAttemptAt: undefined },
    good,
    showing({ phase: 'unresponsive', error: SILENCE }),
    {},
  ],
  [
    'error with a page that stayed silent, where the host wants that',
    { status: 'error', error: SILENCE, offline: false, willRetry: false },
    good,
    showing({ phase: 'unresponsive', error: SILENCE }),
    { readyTimeoutBehavior: 'error' },
  ],
  [
    'degraded with a page that answered and failed later, whatever is to be done with silent ones',
    { status: 'degraded', expiresAt: 2_000, error: SILENCE, offline: false, nextAttemptAt: undefined },
    good,
    showing({ error: SILENCE }),
    { readyTimeoutBehavior: 'error' },
  ],
  [
    'error where a token is there, and no frame could be made of it',
    { status: 'error', error: SILENCE, offline: false, willRetry: true },
    good,
    { ...NO_FRAMES, error: SILENCE, failures: 1, retryAt: 1_500 },
    {},
  ],
  [
    'error with a page that never loaded',
    { status: 'error', error: SILENCE, offline: true, willRetry: false },
    good,
    showing({ phase: 'failed', error: SILENCE }),
    { isOffline: true },
  ],
  [
    'error of the token, which is retried, with a page that never loaded',
    { status: 'error', error: ERROR, offline: false, willRetry: true },
    bad,
    showing({ phase: 'failed', error: SILENCE }),
    {},
  ],
  [
    'error of the token, which is refused, with a page that never loaded',
    { status: 'error', error: FINAL, offline: false, willRetry: false },
    { ...good, error: FINAL },
    showing({ phase: 'failed', error: SILENCE }),
    {},
  ],
  [
    'error with a page that is blocked, whatever a refresh says',
    { status: 'error', error: BLOCKED, offline: false, willRetry: false },
    bad,
    showing({ phase: 'failed', error: BLOCKED }),
    {},
  ],
  [
    'error with a page that never loaded and is being replaced',
    { status: 'error', error: SILENCE, offline: false, willRetry: true },
    good,
    showing({ phase: 'failed', error: SILENCE }, { pending: NEXT }),
    {},
  ],
  [
    'error with a page that never loaded and is replaced after a pause',
    { status: 'error', error: SILENCE, offline: false, willRetry: true },
    good,
    showing({ phase: 'failed', error: SILENCE }, { retryAt: NOW + 1 }),
    {},
  ],
  [
    'error with a page that never loaded, whose pause is over',
    { status: 'error', error: SILENCE, offline: false, willRetry: false },
    good,
    showing({ phase: 'failed', error: SILENCE }, { retryAt: NOW }),
    {},
  ],
  [
    'expired when the token of the frame on show came once more, and ran out sooner than it said before',
    { status: 'expired', error: undefined, offline: false },
    { token: makeToken({ expiresAt: NOW }), fetching: false },
    showing({ token: makeToken({ expiresAt: NOW + 60_000 }) }),
    {},
  ],
  [
    'ready when the token of the frame on show came once more, and is good for longer than it was taken to be',
    { status: 'ready', expiresAt: NOW + 60_000, refreshing: false },
    { token: makeToken({ expiresAt: NOW + 60_000 }), fetching: false },
    showing({ token: makeToken({ expiresAt: NOW }) }),
    {},
  ],
  [
    'expired when the token of the frame on show ran out',
    { status: 'expired', error: undefined, offline: false },
    good,
    showing({ token: RUN_OUT }),
    {},
  ],
  [
    'expired, with what keeps it from a new one',
    { status: 'expired', error: ERROR, offline: true },
    bad,
    showing({ token: RUN_OUT }, { error: SILENCE, failures: 1 }),
    { isOffline: true },
  ],
])('deriveState returns %s', (_, state, snapshot, frames, around) => {
  const inputs = [snapshot, frames, { ...AROUND, ...around }] as const
  const before = JSON.stringify(inputs)
  expect(deriveState(...inputs)).toEqual(state)
  expect(deriveState(...inputs)).toEqual(state)
  expect(JSON.stringify(inputs), 'the state is a pure function').toBe(before)
})

test.each<[string, EmbedState, TokenSnapshot, Partial<StateContext>]>([
  ['idle while it is not wanted', { status: 'idle' }, IDLE, { isEnabled: false }],
  ['loading before it is there', { status: 'loading' }, { fetching: true }, {}],
  [
    'error when it does not come',
    { status: 'error', error: ERROR, offline: false, willRetry: true },
    { fetching: false, error: ERROR },
    {},
  ],
  ['ready when it is there', { status: 'ready', expiresAt: 2_000, refreshing: false }, good, {}],
  ['refreshing', { status: 'ready', expiresAt: 2_000, refreshing: true }, { ...good, fetching: true }, {}],
  [
    'degraded when a refresh failed',
    { status: 'degraded', expiresAt: 2_000, error: ERROR, offline: false, nextAttemptAt: 1_500 },
    bad,
    {},
  ],
  ['expired', { status: 'expired', error: ERROR, offline: true }, { ...bad, token: RUN_OUT }, { isOffline: true }],
])('deriveTokenState returns %s', (_, state, snapshot, around) => {
  expect(deriveTokenState(snapshot, { ...AROUND, ...around })).toEqual(state)
})

test('an embed is visible while it is ready, degraded or expired', () => {
  const states: EmbedState[] = [
    { status: 'idle' },
    { status: 'loading' },
    { status: 'ready', expiresAt: 1, refreshing: false },
    { status: 'degraded', expiresAt: 1, error: ERROR, offline: false },
    { status: 'expired', offline: false },
    { status: 'error', error: ERROR, offline: false, willRetry: false },
  ]
  expect(states.filter(isEmbedVisible).map(({ status }) => status)).toEqual(['ready', 'degraded', 'expired'])
})

describe('isShallowEqual for two states', () => {
  const ready: EmbedState = { status: 'ready', expiresAt: 1, refreshing: false }

  test('two states are equal when all fields are equal', () => {
    expect(isShallowEqual(ready, { ...ready })).toBe(true)
  })

  test.each<EmbedState>([
    { ...ready, refreshing: true },
    { ...ready, expiresAt: 2 },
    { status: 'loading' },
    { status: 'expired', offline: false },
  ])('two states differ when one field differs: case %#', (other) => {
    expect(isShallowEqual(ready, other)).toBe(false)
    expect(isShallowEqual(other, ready)).toBe(false)
  })

  test('two states differ when one has an additional field', () => {
    const expired: EmbedState = { status: 'expired', offline: false }
    expect(isShallowEqual({ ...expired, error: ERROR }, expired)).toBe(false)
    expect(isShallowEqual(expired, { ...expired, error: ERROR })).toBe(false)
  })

  test('two states differ when their errors are different objects', () => {
    const expired: EmbedState = { status: 'expired', error: ERROR, offline: false }
    expect(isShallowEqual(expired, { ...expired, error: makeError('FETCH_FAILED') })).toBe(false)
  })
})
