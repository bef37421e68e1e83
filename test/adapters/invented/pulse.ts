import { createEmbed, defineAdapter, parseTokenResponse } from '../../../src/index.ts'

/** The board on show. */
export interface PulseController {
  setPeriod(period: string): void
}

/** Pulse: live boards. The token is in the URL; a page on show takes another by message, and asks for one in need. */
export const pulse = defineAdapter<{ boardId: string; period?: string; origin?: string }, PulseController>({
  name: 'pulse',
  title: 'Live board',
  resource: ({ boardId }) => ({ boardId }),
  tokenKey: ({ boardId, origin }) => JSON.stringify([boardId, origin]),
  frameKey: ({ boardId, origin }) => JSON.stringify([boardId, origin]),
  lifetime: () => ({ default: 60 * 60_000 }),
  parseResponse: parseTokenResponse,
  buildSrc: ({ boardId, period = 'week', origin = 'https://pulse.example' }, token) =>
    new URL(`/boards/${encodeURIComponent(boardId)}?${new URLSearchParams({ period, token: token.value })}`, origin),
  connect: (frame) =>
    new Promise((resolve) => {
      const setPeriod = (period: string) => frame.post({ type: 'pulse:set-period', period })
      frame.subscribe((message) => message === 'pulse:ready' && resolve({ setPeriod }))
    }),
  update(board, { period }, previous) {
    // Only where it changed: a host that renders anew must not undo what the viewer chose.
    if (period && period !== previous.period) board.setPeriod(period)
  },
  refreshStrategy: () => ({
    mode: 'in-place',
    sendToken: (token, frame) => frame.post({ type: 'pulse:set-token', token: token.value }),
    isTokenRequest: (message) => message === 'pulse:token-needed',
  }),
})

export const PulseEmbed = createEmbed(pulse)
