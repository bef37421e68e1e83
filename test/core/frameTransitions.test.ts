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

/** One frame on show. */
let SHOWN: FramesState
/** One frame on show and another underneath. */
let PAIR: FramesState
beforeEach(() => {
  SHOWN = play(NO_FRAMES, created(), ready(1))
  PAIR = play(SHOWN, created(SECOND))
})

describe('a birth', () => {
  test('puts the first frame on show', () => {
    const { active, pending, lastId } = play(NO_FRAMES, created())
    expect(active).toEqual(
      makeFrame({ id: 1, src: 'https://vendor.test/first', srcToken: FIRST, token: FIRST, phase: 'loading' }),
    )
    expect(pending).toBeUndefined()
    expect(lastId).toBe(1)
  })

  test('puts the second frame underneath and leaves the first alone', () => {
    expect(PAIR.active).toBe(SHOWN.active)
    expect(PAIR.pending).toMatchObject({ id: 2, src: 'https://vendor.test/second', phase: 'loading' })
    expect(PAIR.pending?.srcToken).toBe(SECOND)
  })

  test('replaces a frame that is still underneath, with a higher id', () => {
    const { active, pending } = play(PAIR, created())
    expect([active?.id, pending?.id]).toEqual([1, 3])
  })

  test('never gives an id twice', () => {
    const frames = play(PAIR, failed(2), created(), promoted(3), created())
    expect([frames.active?.id, frames.pending?.id, frames.lastId]).toEqual([3, 4, 4])
  })
})

describe('a page that answers', () => {
  test('is ready', () => {
    expect(SHOWN.active?.phase).toBe('ready')
  })

  test('late counts all the same and clears the error', () => {
    const { active } = play(SHOWN, failed(1), ready(1))
    expect(active).toMatchObject({ phase: 'ready', error: undefined })
  })

  test('underneath is not on show yet', () => {
    const { active, pending } = play(PAIR, ready(2))
    expect([active?.id, pending?.phase]).toEqual([1, 'ready'])
  })
})

describe('a promotion', () => {
  test('puts the frame underneath on show, ready', () => {
    const { active, pending } = play(PAIR, promoted(2))
    expect(active).toEqual({ ...PAIR.pending, phase: 'ready' })
    expect(pending).toBeUndefined()
  })

  test('that React hears of before the answer shows a page that has answered', () => {
    const { active } = play(PAIR, promoted(2))
    expect(active).toMatchObject({ id: 2, phase: 'ready' })
  })

  test('forgets the failures before it', () => {
    const { failures, error, retryAt } = play(PAIR, failed(2), created(), promoted(3))
    expect({ failures, error, retryAt }).toEqual({ failures: 0, error: undefined, retryAt: 0 })
  })

  test('of the frame on show changes nothing', () => {
    expect(play(PAIR, promoted(1))).toBe(PAIR)
  })
})

describe('a withdrawal', () => {
  test('takes the frame underneath away, as no failure of its own', () => {
    expect(play(PAIR, cancelled(2))).toEqual({ ...SHOWN, lastId: 2 })
  })

  test('of the frame on show changes nothing', () => {
    expect(play(PAIR, cancelled(1))).toBe(PAIR)
  })
})

test('a page that takes no token stays on show with its error, until it is given the next', () => {
  const rejecting = play(SHOWN, rejected(1))
  expect(rejecting.active).toEqual({ ...SHOWN.active, error: ERROR })
  expect(play(rejecting, delivered(1)).active?.error).toBeUndefined()
})

describe('a token that is delivered', () => {
  test('is what the page holds now, and not what it was born with', () => {
    const { active } = play(SHOWN, requested(1), delivered(1))
    expect(active?.token).toBe(SECOND)
    expect(active?.srcToken).toBe(FIRST)
    expect(active?.src).toBe('https://vendor.test/first')
    expect(active?.hasRequestedToken).toBe(false)
  })

  test('clears what failed before it: the page on show holds the newest', () => {
    const { failures, error } = play(PAIR, failed(2), delivered(1))
    expect({ failures, error }).toEqual({ failures: 0, error: undefined })
  })
})

test('a page that asks for a token is remembered to have asked', () => {
  expect(play(SHOWN, requested(1)).active?.hasRequestedToken).toBe(true)
})

test('a page that asks for a height gets it, and keeps everything else', () => {
  const shown = play(SHOWN, failed(1), resized(1, 640))
  expect(shown.active).toEqual({ ...play(SHOWN, failed(1)).active, height: 640 })
})

test('a page keeps its height whatever happens to it', () => {
  const shown = play(SHOWN, resized(1, 640), requested(1), reloaded(1))
  expect(shown.active?.height).toBe(640)
})

test('a frame of which no URL could be made is counted, and leaves the others as they are', () => {
  const creationFailed: Transition = (frames) => failCreation(frames, ERROR, 7)
  expect(play(SHOWN, creationFailed, creationFailed)).toEqual({ ...SHOWN, failures: 2, error: ERROR, retryAt: 7 })
})

describe('a page that reloads itself', () => {
  let given: FramesState
  beforeEach(() => {
    given = play(SHOWN, delivered(1), requested(1))
  })

  test('before it was ready is still loading, as a page may lead to another', () => {
    expect(play(NO_FRAMES, created(), reloaded(1)).active?.phase).toBe('loading')
  })

  test('again before it is ready again is as good as the first time', () => {
    expect(play(SHOWN, reloaded(1), reloaded(1)).active?.phase).toBe('reloading')
  })

  test('after it stayed silent gets another chance', () => {
    expect(play(SHOWN, failed(1), reloaded(1)).active?.phase).toBe('loading')
  })

  test('goes back to the token that it was born with', () => {
    const { active } = play(given, reloaded(1))
    expect(active).toMatchObject({ phase: 'reloading', hasRequestedToken: false })
    expect(active?.token).toBe(FIRST)
  })

  test('is as good as new when it answers again', () => {
    const { active } = play(SHOWN, failed(1), reloaded(1), ready(1))
    expect(active).toMatchObject({ phase: 'ready', error: undefined })
  })
})

describe('a failure', () => {
  test.each(['unresponsive', 'failed'] as const)('of the frame on show leaves it there: %s', (phase) => {
    const { active, failures, error } = play(SHOWN, failed(1, phase))
    expect(active).toMatchObject({ id: 1, phase, hasRetriedUnresponsive: false })
    expect(active?.error).toBe(ERROR)
    expect({ failures, error }).toEqual({ failures: 0, error: undefined })
  })

  test.each(['unresponsive', 'failed'] as const)(
    'of the frame underneath removes it and keeps the other: %s',
    (phase) => {
      const { active, pending, failures, error, retryAt } = play(PAIR, failed(2, phase))
      expect(active).toBe(PAIR.active)
      expect({ pending, failures, retryAt }).toEqual({ pending: undefined, failures: 1, retryAt: 5_000 })
      expect(error).toMatchObject({ code: 'SWAP_FAILED', provider: 'felt', retryable: true })
      expect(error?.cause).toBe(ERROR)
    },
  )

  test('underneath says what it means for the one on show', () => {
    expect(play(PAIR, failed(2)).error?.message).toContain('the current one stays visible')
  })

  test('underneath is counted', () => {
    expect(play(PAIR, failed(2), created(), failed(3)).failures).toBe(2)
  })

  describe('of a page that was not the first', () => {
    test.each(['unresponsive', 'failed'] as const)('promotes the newer where both are mute: the first %s', (phase) => {
      const { active, pending, failures } = play(SHOWN, failed(1, phase), created(SECOND), failed(2, 'unresponsive'))
      expect(active).toMatchObject({ id: 2, phase: 'unresponsive', hasRetriedUnresponsive: true })
      expect(active?.error).toBe(ERROR)
      expect({ pending, failures }).toEqual({ pending: undefined, failures: 0 })
    })

    test('keeps a silent page where the newer one did not even load', () => {
      const { active, pending } = play(SHOWN, failed(1, 'unresponsive'), created(SECOND), failed(2, 'failed'))
      expect(active).toMatchObject({ id: 1, phase: 'unresponsive' })
      expect(pending).toBeUndefined()
    })

    test('keeps a page that answered late', () => {
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
])('a transition of an iframe that was removed changes nothing: %s', (_, transition) => {
  for (const frames of [NO_FRAMES, SHOWN, PAIR]) expect(transition(frames)).toBe(frames)
})

test('an event changes no frames but its own, and nothing in place', () => {
  const before = JSON.stringify(PAIR)
  const { active, pending } = play(PAIR, resized(2, 3))
  expect(active).toBe(PAIR.active)
  expect(pending).not.toBe(PAIR.pending)
  expect(JSON.stringify(PAIR)).toBe(before)
})

test('finds a frame by its id', () => {
  expect(findFrame(PAIR, 1)).toBe(PAIR.active)
  expect(findFrame(PAIR, 2)).toBe(PAIR.pending)
  expect(findFrame(PAIR, 3)).toBeUndefined()
  expect(findFrame(NO_FRAMES, 0)).toBeUndefined()
})

describe('a live page that answers late', () => {
  let tried: FramesState
  beforeEach(() => {
    tried = play(NO_FRAMES, created(), failed(1, 'unresponsive'), created(SECOND))
  })

  test('needs no replacement for its silence, and nothing is left of it', () => {
    const answered = play(tried, ready(1))
    expect(answered).toMatchObject({ active: { id: 1, phase: 'ready' }, failures: 0, retryAt: 0 })
    expect(answered.pending).toBeUndefined()
    expect(answered.active?.error).toBeUndefined()
    expect(answered.error).toBeUndefined()
  })

  test('does not bring back the id of the frame that is dropped', () => {
    const answered = play(tried, ready(1), created(SECOND))
    expect(answered.pending?.id).toBe(3)
  })
})

test('frames that are dropped leave nothing, and no id to be given again', () => {
  expect(play(PAIR, failed(2), clearFrames)).toEqual({ ...NO_FRAMES, lastId: 2 })
})

test('a frame holds what is known of its token last, and no token of others', () => {
  const again = makeToken({ value: 'first', expiresAt: 7 })
  const frame = makeFrame({ token: FIRST })
  expect(tokenOfFrame(frame, again)).toBe(again)
  expect(tokenOfFrame(frame, SECOND)).toBe(FIRST)
  expect(tokenOfFrame(frame, undefined)).toBe(FIRST)
})
