import { EmbedError, type EmbedErrorCode, type EmbedErrorDetails } from '../../src/core/errors.ts'
import type { Frame } from '../../src/core/frames.ts'
import type { FrameChannel } from '../../src/core/adapter.ts'
import { EmbedToken, type EmbedTokenInit } from '../../src/core/token.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A token of Felt's fifteen minutes from 0 on. */
export function makeToken(parts: Partial<EmbedTokenInit> = {}): EmbedToken {
  return new EmbedToken({ value: 'secret', issuedAt: 0, expiresAt: 15 * MINUTE, refreshAt: 11 * MINUTE, ...parts })
}

/** A frame that is visible with its first token. */
export function makeFrame(parts: Partial<Frame> = {}): Frame {
  const srcToken = parts.srcToken ?? parts.token ?? makeToken()
  const src = 'https://vendor.test/1'
  return {
    id: 1,
    src,
    srcToken,
    token: srcToken,
    phase: 'ready',
    hasRequestedToken: false,
    ...parts,
  }
}

export function makeError(code: EmbedErrorCode = 'FETCH_FAILED', details?: EmbedErrorDetails): EmbedError {
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
export type Respond = (question: number) => unknown

/** A frame's line whose page is the test. */
export interface FakeChannel extends FrameChannel {
  /** Messages posted to the page. */
  readonly posts: { message: unknown; transfer: readonly Transferable[] }[]
  /** Requests to the page, with their timeouts. */
  readonly requests: { message: unknown; timeout: number }[]
  /** The frame fires `load`. */
  load(): void
  /** The page says something. */
  postFromPage(message: unknown): void
  /** The frame is retired. */
  dispose(): void
}

/** @param response the page's answers to questions; one that throws counts as none */
export function fakeChannel(response: Respond = () => true): FakeChannel {
  const controller = new AbortController()
  const listeners = new Set<(message: unknown) => void>()
  const posts: FakeChannel['posts'] = []
  const requests: FakeChannel['requests'] = []
  let load = (): void => {}
  const loaded = new Promise<void>((resolve) => (load = resolve))
  return {
    src: 'https://vendor.test/',
    origin: 'https://vendor.test',
    loaded,
    signal: controller.signal,
    posts,
    requests,
    load: () => load(),
    dispose: () => controller.abort(),
    post: (message, transfer = []) => void posts.push({ message, transfer }),
    async request(message, timeout) {
      requests.push({ message, timeout })
      return response(requests.length)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    postFromPage: (message) => [...listeners].forEach((listener) => listener(message)),
  }
}
