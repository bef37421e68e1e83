import { EmbedError, type EmbedErrorCode, type EmbedErrorDetails } from '../../src/core/errors.ts'
import type { Frame } from '../../src/core/frames.ts'
import type { FrameChannel } from '../../src/core/adapter.ts'
import { EmbedToken, type EmbedTokenInit } from '../../src/core/token.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A token of Felt's fifteen minutes from 0 on. */
export function aToken(parts: Partial<EmbedTokenInit> = {}): EmbedToken {
  return new EmbedToken({ value: 'secret', issuedAt: 0, expiresAt: 15 * MINUTE, refreshAt: 11 * MINUTE, ...parts })
}

/** A frame that is on show with its first token. */
export function aFrame(parts: Partial<Frame> = {}): Frame {
  const srcToken = parts.srcToken ?? parts.token ?? aToken()
  const src = 'https://vendor.test/1'
  return {
    id: 1,
    src,
    srcToken,
    token: srcToken,
    phase: 'ready',
    hasRequestedToken: false,
    hasRetriedUnresponsive: false,
    ...parts,
  }
}

export function anError(code: EmbedErrorCode = 'FETCH_FAILED', details?: EmbedErrorDetails): EmbedError {
  return new EmbedError(code, `made up: ${code}`, details)
}

/** The `EmbedError` that a call throws. */
export function errorOf(call: () => unknown): EmbedError {
  try {
    call()
  } catch (thrown) {
    if (thrown instanceof EmbedError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

/** Lets everything run that waits for nothing but its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** A page's answer to the nth question, or its refusal to give one. */
export type Answer = (question: number) => unknown

/** A frame's line whose page is the test. */
export interface FakeChannel extends FrameChannel {
  /** What was posted to the page. */
  readonly posts: { message: unknown; transfer: readonly Transferable[] }[]
  /** What the page was asked, and how long it was given. */
  readonly questions: { message: unknown; timeout: number }[]
  /** The frame fires `load`. */
  load(): void
  /** The page says something. */
  say(message: unknown): void
  /** The frame is retired. */
  retire(): void
}

/** @param response the page's answers to questions; one that throws counts as none */
export function fakeChannel(response: Answer = () => true): FakeChannel {
  const retired = new AbortController()
  const listeners = new Set<(message: unknown) => void>()
  const posts: FakeChannel['posts'] = []
  const questions: FakeChannel['questions'] = []
  let load = (): void => {}
  const loaded = new Promise<void>((resolve) => (load = resolve))
  return {
    origin: 'https://vendor.test',
    loaded,
    signal: retired.signal,
    posts,
    questions,
    load: () => load(),
    retire: () => retired.abort(),
    post: (message, transfer = []) => void posts.push({ message, transfer }),
    async request(message, timeout) {
      questions.push({ message, timeout })
      return response(questions.length)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    say: (message) => [...listeners].forEach((listener) => listener(message)),
  }
}
