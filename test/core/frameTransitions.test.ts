import { beforeEach, describe, expect, test } from 'vitest'
import { findFrame, type FramesState, tokenOfFrame, NO_FRAMES } from '../../src/core/frames.ts'
import {
  addFrame,
  cancelPending,
  clearFrames,
  deliverToken,
  failCreation,
  failFrame,
  markReady,
  markReloaded,
  markTokenRequested,
  promotePending,
  rejectToken,
  resizeFrame,
} from '../../src/core/frameTransitions.ts'
import { makeFrame, makeError, makeToken } from './support.ts'

const FIRST = makeToken({ value: 'first' })
const SECOND = makeToken({ value: 'second' })
const ERROR = makeError('READY_TIMEOUT', { provider: 'felt' })

type Transition = (frames: FramesState) => FramesState

function play(frames: FramesState, ...transitions: Transition[]): FramesState {
  return transitions.reduce((before, transition) => transition(before), frames)
}

const created =
  (token = FIRST): Transition =>
  (frames) =>
    addFrame(frames, `https://vendor.test/${token.value}`, token)

const failed =
  (id: number, phase: 'unresponsive' | 'failed' = 'unresponsive', error = ERROR): Transition =>
  (frames) =>
    failFrame(frames, id, { phase, error, retryAt: 5_000 })

const ready =
  (id: number): Transition =>
  (frames) =>
    markReady(frames, id)

const promoted =
  (id: number): Transition =>
  (frames) =>
    promotePending(frames, id)

const cancelled =
  (id: number): Transition =>
  (frames) =>
    cancelPending(frames, id)

const requested =
  (id: number): Transition =>
  (frames) =>
    markTokenRequested(frames, id)

const delivered =
  (id: number, token = SECOND): Transition =>
  (frames) =>
    deliverToken(frames, id, token)

const rejected =
  (id: number): Transition =>
  (frames) =>
    rejectToken(frames, id, ERROR)

const resized =
  (id: number, height: number): Transition =>
  (frames) =>
    resizeFrame(frames, id, height)

const reloaded =
  (id: number): Transition =>
  (frames) =>
    markReloaded(frames, id)

/** State with an active iframe. */
let SHOWN: FramesState
/** State with an active and a pending iframe. */
let PAIR: FramesState
beforeEach(() => {
  SHOWN = play(NO_FRAMES, created(), ready(1))
  PAIR = play(SHOWN, created(SECOND))
})

describe('addFrame', () => {
  test('addFrame makes the first iframe the active iframe', () => {
    const { active, pending, lastId } = play(NO_FRAMES, created())
    expect(active).toEqual(
      makeFrame({ id: 1, src: 'https://vendor.test/first', srcToken: FIRST, token: FIRST, phase: 'loading' }),
    )
    expect(pending).toBeUndefined()
    expect(lastId).toBe(1)
  })

  test('addFrame makes the second iframe the pending iframe, and keeps the active iframe', () => {
    expect(PAIR.active).toBe(SHOWN.active)
    expect(PAIR.pending).toMatchObject({ id: 2, src: 'https://vendor.test/second', phase: 'loading' })
    expect(PAIR.pending?.srcToken).toBe(SECOND)
  })

  test('addFrame replaces a pending iframe with a new iframe of a higher id', () => {
    const { active, pending } = play(PAIR, created())
    expect([active?.id, pending?.id]).toEqual([1, 3])
  })

  test('addFrame never assigns an id twice', () => {
    const frames = play(PAIR, failed(2), created(), promoted(3), created())
    expect([frames.active?.id, frames.pending?.id, frames.lastId]).toEqual([3, 4, 4])
  })
})

describe('markReady', () => {
  test('markReady sets the phase to ready', () => {
    expect(SHOWN.active?.phase).toBe('ready')
  })

  test('markReady accepts a late response and clears the error', () => {
    const { active } = play(SHOWN, failed(1), ready(1))
    expect(active).toMatchObject({ phase: 'ready', error: undefined })
  })

  test('markReady does not promote a pending iframe', () => {
    const { active, pending } = play(PAIR, ready(2))
    expect([active?.id, pending?.phase]).toEqual([1, 'ready'])
  })
})

describe('promotePending', () => {
  test('promotePending makes the pending iframe active and ready', () => {
    const { active, pending } = play(PAIR, promoted(2))
    expect(active).toEqual({ ...PAIR.pending, phase: 'ready' })
    expect(pending).toBeUndefined()
  })

  test('promotePending marks the iframe as ready even when called before markReady', () => {
    const { active } = play(PAIR, promoted(2))
    expect(active).toMatchObject({ id: 2, phase: 'ready' })
  })

  test('promotePending clears earlier failures', () => {
    const { failures, error, retryAt } = play(PAIR, failed(2), created(), promoted(3))
    expect({ failures, error, retryAt }).toEqual({ failures: 0, error: undefined, retryAt: 0 })
  })

  test('promotePending ignores the id of the active iframe', () => {
    expect(play(PAIR, promoted(1))).toBe(PAIR)
  })
})

describe('cancelPending', () => {
  test('cancelPending removes the pending iframe without counting a failure', () => {
    expect(play(PAIR, cancelled(2))).toEqual({ ...SHOWN, lastId: 2 })
  })

  test('cancelPending ignores the id of the active iframe', () => {
    expect(play(PAIR, cancelled(1))).toBe(PAIR)
  })
})

test('rejectToken keeps the active iframe with its error until the next token is delivered', () => {
  const rejecting = play(SHOWN, rejected(1))
  expect(rejecting.active).toEqual({ ...SHOWN.active, error: ERROR })
  expect(play(rejecting, delivered(1)).active?.error).toBeUndefined()
})

describe('deliverToken', () => {
  test('deliverToken sets the current token of the page, separate from the token in its URL', () => {
    const { active } = play(SHOWN, requested(1), delivered(1))
    expect(active?.token).toBe(SECOND)
    expect(active?.srcToken).toBe(FIRST)
    expect(active?.src).toBe('https://vendor.test/first')
    expect(active?.hasRequestedToken).toBe(false)
  })

  test('deliverToken clears earlier failures', () => {
    const { failures, error } = play(PAIR, failed(2), delivered(1))
    expect({ failures, error }).toEqual({ failures: 0, error: undefined })
  })
})

test("markTokenRequested records the page's request", () => {
  expect(play(SHOWN, requested(1)).active?.hasRequestedToken).toBe(true)
})

test('resizeFrame sets the requested height and nothing else', () => {
  const shown = play(SHOWN, failed(1), resized(1, 640))
  expect(shown.active).toEqual({ ...play(SHOWN, failed(1)).active, height: 640 })
})

test("a page's height is kept through all other transitions", () => {
  const shown = play(SHOWN, resized(1, 640), requested(1), reloaded(1))
  expect(shown.active?.height).toBe(640)
})

test('a new page has the height of the old page until the first report of a height', () => {
  const pair = play(SHOWN, resized(1, 640), created())
  expect(play(pair, promoted(2)).active).toMatchObject({ id: 2, height: 640 })
  expect(play(pair, resized(2, 480), promoted(2)).active).toMatchObject({ id: 2, height: 480 })
})

test('failCreation counts the failure and keeps existing iframes', () => {
  const creationFailed: Transition = (frames) => failCreation(frames, ERROR, 7)
  expect(play(SHOWN, creationFailed, creationFailed)).toEqual({ ...SHOWN, failures: 2, error: ERROR, retryAt: 7 })
})

describe('markReloaded', () => {
  let given: FramesState
  beforeEach(() => {
    given = play(SHOWN, delivered(1), requested(1))
  })

  test('markReloaded keeps the phase loading before the first response, because a page may redirect', () => {
    expect(play(NO_FRAMES, created(), reloaded(1)).active?.phase).toBe('loading')
  })

  test('markReloaded during a reload has the same result as the first reload', () => {
    expect(play(SHOWN, reloaded(1), reloaded(1)).active?.phase).toBe('reloading')
  })

  test('markReloaded gives an unresponsive page another chance', () => {
    expect(play(SHOWN, failed(1), reloaded(1)).active?.phase).toBe('loading')
  })

  test("markReloaded restores the token of the iframe's URL", () => {
    const { active } = play(given, reloaded(1))
    expect(active).toMatchObject({ phase: 'reloading', hasRequestedToken: false })
    expect(active?.token).toBe(FIRST)
  })

  test('a reloaded page is ready again after its response', () => {
    const { active } = play(SHOWN, failed(1), reloaded(1), ready(1))
    expect(active).toMatchObject({ phase: 'ready', error: undefined })
  })
})

describe('failFrame', () => {
  test.each(['unresponsive', 'failed'] as const)('failFrame keeps an active iframe: %s', (phase) => {
    const { active, failures, error } = play(SHOWN, failed(1, phase))
    expect(active).toMatchObject({ id: 1, phase })
    expect(active?.error).toBe(ERROR)
    expect({ failures, error }).toEqual({ failures: 0, error: undefined })
  })

  test.each(['unresponsive', 'failed'] as const)(
    'failFrame removes a pending iframe and keeps the active iframe: %s',
    (phase) => {
      const { active, pending, failures, error, retryAt } = play(PAIR, failed(2, phase))
      expect(active).toBe(PAIR.active)
      expect({ pending, failures, retryAt }).toEqual({ pending: undefined, failures: 1, retryAt: 5_000 })
      expect(error).toMatchObject({ code: 'SWAP_FAILED', provider: 'felt', retryable: true })
      expect(error?.cause).toBe(ERROR)
    },
  )

  test('failFrame of a pending iframe reports that the current iframe stays visible', () => {
    expect(play(PAIR, failed(2)).error?.message).toContain('the current iframe stays visible')
  })

  test('failFrame counts the failure of a pending iframe', () => {
    expect(play(PAIR, failed(2), created(), failed(3)).failures).toBe(2)
  })

  describe('failFrame with two unresponsive pages', () => {
    test.each(['unresponsive', 'failed'] as const)(
      'failFrame promotes the newer iframe when both are unresponsive: the first %s',
      (phase) => {
        const { active, pending, failures } = play(SHOWN, failed(1, phase), created(SECOND), failed(2, 'unresponsive'))
        expect(active).toMatchObject({ id: 2, phase: 'unresponsive' })
        expect(active?.error).toBe(ERROR)
        expect({ pending, failures }).toEqual({ pending: undefined, failures: 1 })
      },
    )

    test('failFrame keeps an unresponsive iframe when the newer iframe did not even load', () => {
      const { active, pending } = play(SHOWN, failed(1, 'unresponsive'), created(SECOND), failed(2, 'failed'))
      expect(active).toMatchObject({ id: 1, phase: 'unresponsive' })
      expect(pending).toBeUndefined()
    })

    test('failFrame keeps an active page that responded late', () => {
      const late = play(SHOWN, failed(1), created(SECOND), ready(1), failed(2))
      expect(late.active).toMatchObject({ id: 1, phase: 'ready' })
    })
  })
})

test.each<[string, Transition]>([
  ['ready', ready(9)],
  ['promoted', promoted(9)],
  ['cancelled', cancelled(9)],
  ['token rejected', rejected(9)],
  ['token requested', requested(9)],
  ['token delivered', delivered(9)],
  ['resized', resized(9, 1)],
  ['reloaded', reloaded(9)],
  ['unresponsive', failed(9)],
  ['failed', failed(9, 'failed')],
])('a transition of a removed iframe changes nothing: %s', (_, transition) => {
  for (const frames of [NO_FRAMES, SHOWN, PAIR]) expect(transition(frames)).toBe(frames)
})

test('a transition changes only its own iframe, and no object in place', () => {
  const before = JSON.stringify(PAIR)
  const { active, pending } = play(PAIR, resized(2, 3))
  expect(active).toBe(PAIR.active)
  expect(pending).not.toBe(PAIR.pending)
  expect(JSON.stringify(PAIR)).toBe(before)
})

test('findFrame returns the iframe with an id', () => {
  expect(findFrame(PAIR, 1)).toBe(PAIR.active)
  expect(findFrame(PAIR, 2)).toBe(PAIR.pending)
  expect(findFrame(PAIR, 3)).toBeUndefined()
  expect(findFrame(NO_FRAMES, 0)).toBeUndefined()
})

describe('an active page that responds late', () => {
  let tried: FramesState
  beforeEach(() => {
    tried = play(NO_FRAMES, created(), failed(1, 'unresponsive'), created(SECOND))
  })

  test('a late response of the active page removes the pending replacement and its failures', () => {
    const answered = play(tried, ready(1))
    expect(answered).toMatchObject({ active: { id: 1, phase: 'ready' }, failures: 0, retryAt: 0 })
    expect(answered.pending).toBeUndefined()
    expect(answered.active?.error).toBeUndefined()
    expect(answered.error).toBeUndefined()
  })

  test("a late response of the active page does not reuse the removed iframe's id", () => {
    const answered = play(tried, ready(1), created(SECOND))
    expect(answered.pending?.id).toBe(3)
  })
})

test('clearFrames removes all iframes without reusing ids', () => {
  expect(play(PAIR, failed(2), clearFrames)).toEqual({ ...NO_FRAMES, lastId: 2 })
})

test("tokenOfFrame returns the latest expiry of the iframe's own token, ignoring other tokens", () => {
  const again = makeToken({ value: 'first', expiresAt: 7 })
  const frame = makeFrame({ token: FIRST })
  expect(tokenOfFrame(frame, again)).toBe(again)
  expect(tokenOfFrame(frame, SECOND)).toBe(FIRST)
  expect(tokenOfFrame(frame, undefined)).toBe(FIRST)
})
