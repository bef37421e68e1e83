import { describe, expect, test } from 'vitest'
import { EmbedError } from '../../src/core/errors.ts'
import { type Frame, type Frames, NO_FRAMES } from '../../src/core/frames.ts'
import { nextStep, type Step } from '../../src/core/nextStep.ts'
import type { RefreshStrategy } from '../../src/core/adapter.ts'
import { aFrame, aToken, anError } from './support.ts'

type Mode = RefreshStrategy<unknown>['mode']

const NOW = 1_000
const OLD = aToken({ value: 'old', expiresAt: NOW + 500 })
const RUN_OUT = aToken({ value: 'old', expiresAt: NOW })
const NEW = aToken({ value: 'new', expiresAt: NOW + 60_000 })
const MODES: readonly Mode[] = ['in-place', 'swap', 'none']

const nothing: Step = { do: 'nothing' }
const birth: Step = { do: 'birth', fresh: false }
const freshBirth: Step = { do: 'birth', fresh: true }

function showing(live: Partial<Frame>, rest: Partial<Frames> = {}): Frames {
  return { ...NO_FRAMES, lastId: 1, live: aFrame({ token: OLD, ...live }), ...rest }
}

describe.each(MODES)('with a renewal %s', (mode) => {
  test('nothing is done without a token, or with one that ran out', () => {
    expect(nextStep(NO_FRAMES, undefined, mode, NOW)).toEqual(nothing)
    expect(nextStep(NO_FRAMES, RUN_OUT, mode, NOW)).toEqual(nothing)
    expect(nextStep(showing({}), RUN_OUT, mode, NOW)).toEqual(nothing)
  })

  test('the first frame is born with the token in hand', () => {
    expect(nextStep(NO_FRAMES, NEW, mode, NOW)).toEqual(birth)
  })

  test('a first frame of which no URL could be made is tried again when its pause is over', () => {
    const stillborn = { ...NO_FRAMES, retryAt: NOW + 5 }
    expect(nextStep(stillborn, NEW, mode, NOW + 4)).toEqual({ do: 'wait', until: NOW + 5 })
    expect(nextStep(stillborn, NEW, mode, NOW + 5)).toEqual(birth)
  })

  test('nothing is done while a frame is underneath', () => {
    const next = aFrame({ id: 2, token: NEW, phase: 'loading' })
    expect(nextStep(showing({}, { next }), NEW, mode, NOW)).toEqual(nothing)
    expect(nextStep(showing({ phase: 'silent' }, { next }), aToken({ value: 'newest' }), mode, NOW)).toEqual(nothing)
  })

  test.each(['loading', 'ready', 'reloading', 'broken'] as const)(
    'nothing is done for a page that holds the newest token: %s',
    (phase) => {
      expect(nextStep(showing({ phase, token: NEW }), NEW, mode, NOW)).toEqual(nothing)
    },
  )

  test('nothing is done for a page that is still loading', () => {
    expect(nextStep(showing({ phase: 'loading' }), NEW, mode, NOW)).toEqual(nothing)
  })

  test('a page that stays silent gets one second look, with a fresh token', () => {
    const unresponsive = { phase: 'silent', token: NEW } as const
    expect(nextStep(showing(unresponsive), NEW, mode, NOW)).toEqual(freshBirth)
    expect(nextStep(showing({ ...unresponsive, confirmed: true }), NEW, mode, NOW)).toEqual(nothing)
    expect(nextStep(showing(unresponsive, { failures: 1 }), NEW, mode, NOW)).toEqual(nothing)
  })

  test.each(['reloading', 'silent', 'broken'] as const)(
    'a page that cannot be told of a newer token is replaced: %s',
    (phase) => {
      expect(nextStep(showing({ phase, confirmed: true }), NEW, mode, NOW)).toEqual(birth)
      expect(nextStep(showing({ phase, asked: true }), NEW, mode, NOW)).toEqual(birth)
    },
  )

  test('a page that the host forbids is left alone, whatever token there is', () => {
    const error = new EmbedError('FRAME_BLOCKED', 'forbidden')
    expect(nextStep(showing({ phase: 'broken', error }), NEW, mode, NOW)).toEqual(nothing)
  })

  test('a replacement that failed is tried again after its pause, with a token that it has not had', () => {
    const frames = showing({ phase: 'reloading' }, { failures: 1, error: anError(), retryAt: NOW + 5, tried: NEW })
    expect(nextStep(frames, NEW, mode, NOW)).toEqual({ do: 'wait', until: NOW + 5 })
    expect(nextStep(frames, NEW, mode, NOW + 4)).toEqual({ do: 'wait', until: NOW + 5 })
    expect(nextStep(frames, NEW, mode, NOW + 5)).toEqual(freshBirth)
    const untried = { ...frames, tried: OLD }
    expect(nextStep(untried, NEW, mode, NOW + 5)).toEqual({ do: 'birth', fresh: false })
  })
})

describe('a page on show that holds an older token', () => {
  test('is told of the newer one where it takes it in place', () => {
    const frames = showing({})
    expect(nextStep(frames, NEW, 'in-place', NOW)).toEqual({ do: 'deliver', frame: frames.live, token: NEW })
  })

  test('is told even while a replacement has to wait', () => {
    expect(nextStep(showing({}, { failures: 1, retryAt: NOW + 5 }), NEW, 'in-place', NOW).do).toBe('deliver')
  })

  test('is told after its token ran out only if it asked, and replaced otherwise', () => {
    expect(nextStep(showing({ token: RUN_OUT, asked: true }), NEW, 'in-place', NOW).do).toBe('deliver')
    expect(nextStep(showing({ token: RUN_OUT }), NEW, 'in-place', NOW)).toEqual(birth)
    expect(nextStep(showing({ phase: 'loading', asked: true }), NEW, 'in-place', NOW).do).toBe('deliver')
  })

  test('is replaced where it cannot be told', () => {
    expect(nextStep(showing({}), NEW, 'swap', NOW)).toEqual(birth)
    expect(nextStep(showing({ asked: true }), NEW, 'swap', NOW)).toEqual(birth)
  })

  test('is left alone where the host wants that', () => {
    expect(nextStep(showing({}), NEW, 'none', NOW)).toEqual(nothing)
    expect(nextStep(showing({ token: RUN_OUT }), NEW, 'none', NOW)).toEqual(nothing)
  })
})
