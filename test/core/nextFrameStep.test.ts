import { describe, expect, test } from 'vitest'
import { EmbedError } from '../../src/core/errors.ts'
import { type Frame, type FramesState, NO_FRAMES } from '../../src/core/frames.ts'
import { nextFrameStep, type FrameStep } from '../../src/core/nextFrameStep.ts'
import type { RefreshStrategy } from '../../src/core/adapter.ts'
import { makeFrame, makeToken, makeError } from './support.ts'

type Mode = RefreshStrategy<unknown>['mode']

const NOW = 1_000
const OLD = makeToken({ value: 'old', expiresAt: NOW + 500 })
const RUN_OUT = makeToken({ value: 'old', expiresAt: NOW })
const NEW = makeToken({ value: 'new', expiresAt: NOW + 60_000 })
const MODES: readonly Mode[] = ['in-place', 'swap', 'none']

const nothing: FrameStep = { type: 'none' }
const create: FrameStep = { type: 'create', withNewToken: false }
const createWithNewToken: FrameStep = { type: 'create', withNewToken: true }

function showing(active: Partial<Frame>, rest: Partial<FramesState> = {}): FramesState {
  return { ...NO_FRAMES, lastId: 1, active: makeFrame({ token: OLD, ...active }), ...rest }
}

describe.each(MODES)('nextFrameStep with refreshMode %s', (mode) => {
  test('nextFrameStep returns none without a valid token', () => {
    expect(nextFrameStep(NO_FRAMES, undefined, { mode }, NOW)).toEqual(nothing)
    expect(nextFrameStep(NO_FRAMES, RUN_OUT, { mode }, NOW)).toEqual(nothing)
    expect(nextFrameStep(showing({}), RUN_OUT, { mode }, NOW)).toEqual(nothing)
  })

  test('nextFrameStep creates the first iframe with the current token', () => {
    expect(nextFrameStep(NO_FRAMES, NEW, { mode }, NOW)).toEqual(create)
  })

  test('nextFrameStep retries a failed creation of the first iframe after its delay', () => {
    const stillborn = { ...NO_FRAMES, retryAt: NOW + 5 }
    expect(nextFrameStep(stillborn, NEW, { mode }, NOW + 4)).toEqual({ type: 'wait', until: NOW + 5 })
    expect(nextFrameStep(stillborn, NEW, { mode }, NOW + 5)).toEqual(create)
  })

  test('nextFrameStep returns none while a pending iframe exists', () => {
    const pending = makeFrame({ id: 2, token: NEW, phase: 'loading' })
    expect(nextFrameStep(showing({}, { pending }), NEW, { mode }, NOW)).toEqual(nothing)
    expect(
      nextFrameStep(showing({ phase: 'unresponsive' }, { pending }), makeToken({ value: 'newest' }), { mode }, NOW),
    ).toEqual(nothing)
  })

  test.each(['loading', 'ready', 'reloading', 'failed'] as const)(
    'nextFrameStep returns none for a page with the newest token: %s',
    (phase) => {
      expect(nextFrameStep(showing({ phase, token: NEW }), NEW, { mode }, NOW)).toEqual(nothing)
    },
  )

  test('nextFrameStep returns none for a page that is still loading', () => {
    expect(nextFrameStep(showing({ phase: 'loading' }), NEW, { mode }, NOW)).toEqual(nothing)
  })

  test('nextFrameStep replaces an unresponsive page once, with a new token', () => {
    const unresponsive = { phase: 'unresponsive', token: NEW } as const
    expect(nextFrameStep(showing(unresponsive), NEW, { mode }, NOW)).toEqual(createWithNewToken)
    expect(nextFrameStep(showing(unresponsive, { failures: 1 }), NEW, { mode }, NOW)).toEqual(nothing)
  })

  test.each(['reloading', 'unresponsive', 'failed'] as const)(
    'nextFrameStep replaces a page that cannot receive the newer token: %s',
    (phase) => {
      expect(nextFrameStep(showing({ phase }, { failures: 1 }), NEW, { mode }, NOW)).toEqual(create)
      expect(nextFrameStep(showing({ phase, hasRequestedToken: true }), NEW, { mode }, NOW)).toEqual(create)
    },
  )

  test("nextFrameStep returns none for a page blocked by the host page's CSP, whatever token arrives", () => {
    const error = new EmbedError('FRAME_BLOCKED', 'forbidden')
    expect(nextFrameStep(showing({ phase: 'failed', error }), NEW, { mode }, NOW)).toEqual(nothing)
  })

  test('nextFrameStep retries a failed replacement after its delay, with a token other than the failed one', () => {
    const frames = showing(
      { phase: 'reloading' },
      { failures: 1, error: makeError(), retryAt: NOW + 5, lastFailedToken: NEW },
    )
    expect(nextFrameStep(frames, NEW, { mode }, NOW)).toEqual({ type: 'wait', until: NOW + 5 })
    expect(nextFrameStep(frames, NEW, { mode }, NOW + 4)).toEqual({ type: 'wait', until: NOW + 5 })
    expect(nextFrameStep(frames, NEW, { mode }, NOW + 5)).toEqual(createWithNewToken)
    const untried = { ...frames, lastFailedToken: OLD }
    expect(nextFrameStep(untried, NEW, { mode }, NOW + 5)).toEqual({ type: 'create', withNewToken: false })
  })
})

describe('nextFrameStep for an active page with an older token', () => {
  test('nextFrameStep delivers the newer token in place when supported', () => {
    const frames = showing({})
    expect(nextFrameStep(frames, NEW, { mode: 'in-place' }, NOW)).toEqual({
      type: 'deliver',
      frame: frames.active,
      token: NEW,
    })
  })

  test('nextFrameStep delivers in place even while a replacement has to wait', () => {
    expect(nextFrameStep(showing({}, { failures: 1, retryAt: NOW + 5 }), NEW, { mode: 'in-place' }, NOW).type).toBe(
      'deliver',
    )
  })

  test('nextFrameStep delivers to a page with an expired token only if the page requested one, and replaces it otherwise', () => {
    expect(
      nextFrameStep(showing({ token: RUN_OUT, hasRequestedToken: true }), NEW, { mode: 'in-place' }, NOW).type,
    ).toBe('deliver')
    expect(nextFrameStep(showing({ token: RUN_OUT }), NEW, { mode: 'in-place' }, NOW)).toEqual(create)
    expect(
      nextFrameStep(showing({ phase: 'loading', hasRequestedToken: true }), NEW, { mode: 'in-place' }, NOW).type,
    ).toBe('deliver')
  })

  test('nextFrameStep delivers to a page with an expired token if the page accepts late tokens', () => {
    const rules = { mode: 'in-place', acceptsLateTokens: true } as const
    expect(nextFrameStep(showing({ token: RUN_OUT }), NEW, rules, NOW).type).toBe('deliver')
    expect(nextFrameStep(showing({ token: RUN_OUT, phase: 'reloading' }), NEW, rules, NOW)).toEqual(create)
  })

  test('nextFrameStep replaces a page that accepts no token by message', () => {
    expect(nextFrameStep(showing({}), NEW, { mode: 'swap' }, NOW)).toEqual(create)
    expect(nextFrameStep(showing({ hasRequestedToken: true }), NEW, { mode: 'swap' }, NOW)).toEqual(create)
  })

  test('nextFrameStep returns none for a visible page with refreshMode none', () => {
    expect(nextFrameStep(showing({}), NEW, { mode: 'none' }, NOW)).toEqual(nothing)
    expect(nextFrameStep(showing({ token: RUN_OUT }), NEW, { mode: 'none' }, NOW)).toEqual(nothing)
  })
})
