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

describe.each(MODES)('with a renewal %s', (mode) => {
  test('nothing is done without a token, or with one that ran out', () => {
    expect(nextFrameStep(NO_FRAMES, undefined, mode, NOW)).toEqual(nothing)
    expect(nextFrameStep(NO_FRAMES, RUN_OUT, mode, NOW)).toEqual(nothing)
    expect(nextFrameStep(showing({}), RUN_OUT, mode, NOW)).toEqual(nothing)
  })

  test('the first frame is born with the token in hand', () => {
    expect(nextFrameStep(NO_FRAMES, NEW, mode, NOW)).toEqual(create)
  })

  test('a first frame of which no URL could be made is tried again when its pause is over', () => {
    const stillborn = { ...NO_FRAMES, retryAt: NOW + 5 }
    expect(nextFrameStep(stillborn, NEW, mode, NOW + 4)).toEqual({ type: 'wait', until: NOW + 5 })
    expect(nextFrameStep(stillborn, NEW, mode, NOW + 5)).toEqual(create)
  })

  test('nothing is done while a frame is underneath', () => {
    const pending = makeFrame({ id: 2, token: NEW, phase: 'loading' })
    expect(nextFrameStep(showing({}, { pending }), NEW, mode, NOW)).toEqual(nothing)
    expect(
      nextFrameStep(showing({ phase: 'unresponsive' }, { pending }), makeToken({ value: 'newest' }), mode, NOW),
    ).toEqual(nothing)
  })

  test.each(['loading', 'ready', 'reloading', 'failed'] as const)(
    'nothing is done for a page that holds the newest token: %s',
    (phase) => {
      expect(nextFrameStep(showing({ phase, token: NEW }), NEW, mode, NOW)).toEqual(nothing)
    },
  )

  test('nothing is done for a page that is still loading', () => {
    expect(nextFrameStep(showing({ phase: 'loading' }), NEW, mode, NOW)).toEqual(nothing)
  })

  test('a page that stays silent gets one second look, with a fresh token', () => {
    const unresponsive = { phase: 'unresponsive', token: NEW } as const
    expect(nextFrameStep(showing(unresponsive), NEW, mode, NOW)).toEqual(createWithNewToken)
    expect(nextFrameStep(showing({ ...unresponsive, hasRetriedUnresponsive: true }), NEW, mode, NOW)).toEqual(nothing)
    expect(nextFrameStep(showing(unresponsive, { failures: 1 }), NEW, mode, NOW)).toEqual(nothing)
  })

  test.each(['reloading', 'unresponsive', 'failed'] as const)(
    'a page that cannot be told of a newer token is replaced: %s',
    (phase) => {
      expect(nextFrameStep(showing({ phase, hasRetriedUnresponsive: true }), NEW, mode, NOW)).toEqual(create)
      expect(nextFrameStep(showing({ phase, hasRequestedToken: true }), NEW, mode, NOW)).toEqual(create)
    },
  )

  test('a page that the host forbids is left alone, whatever token there is', () => {
    const error = new EmbedError('FRAME_BLOCKED', 'forbidden')
    expect(nextFrameStep(showing({ phase: 'failed', error }), NEW, mode, NOW)).toEqual(nothing)
  })

  test('a replacement that failed is tried again after its pause, with a token that it has not had', () => {
    const frames = showing(
      { phase: 'reloading' },
      { failures: 1, error: makeError(), retryAt: NOW + 5, lastFailedToken: NEW },
    )
    expect(nextFrameStep(frames, NEW, mode, NOW)).toEqual({ type: 'wait', until: NOW + 5 })
    expect(nextFrameStep(frames, NEW, mode, NOW + 4)).toEqual({ type: 'wait', until: NOW + 5 })
    expect(nextFrameStep(frames, NEW, mode, NOW + 5)).toEqual(createWithNewToken)
    const untried = { ...frames, lastFailedToken: OLD }
    expect(nextFrameStep(untried, NEW, mode, NOW + 5)).toEqual({ type: 'create', withNewToken: false })
  })
})

describe('a page on show that holds an older token', () => {
  test('is told of the newer one where it takes it in place', () => {
    const frames = showing({})
    expect(nextFrameStep(frames, NEW, 'in-place', NOW)).toEqual({ type: 'deliver', frame: frames.active, token: NEW })
  })

  test('is told even while a replacement has to wait', () => {
    expect(nextFrameStep(showing({}, { failures: 1, retryAt: NOW + 5 }), NEW, 'in-place', NOW).type).toBe('deliver')
  })

  test('is told after its token ran out only if it asked, and replaced otherwise', () => {
    expect(nextFrameStep(showing({ token: RUN_OUT, hasRequestedToken: true }), NEW, 'in-place', NOW).type).toBe(
      'deliver',
    )
    expect(nextFrameStep(showing({ token: RUN_OUT }), NEW, 'in-place', NOW)).toEqual(create)
    expect(nextFrameStep(showing({ phase: 'loading', hasRequestedToken: true }), NEW, 'in-place', NOW).type).toBe(
      'deliver',
    )
  })

  test('is replaced where it cannot be told', () => {
    expect(nextFrameStep(showing({}), NEW, 'swap', NOW)).toEqual(create)
    expect(nextFrameStep(showing({ hasRequestedToken: true }), NEW, 'swap', NOW)).toEqual(create)
  })

  test('is left alone where the host wants that', () => {
    expect(nextFrameStep(showing({}), NEW, 'none', NOW)).toEqual(nothing)
    expect(nextFrameStep(showing({ token: RUN_OUT }), NEW, 'none', NOW)).toEqual(nothing)
  })
})
