import { describe, expect, test, vi } from 'vitest'
import { isEmbedError } from '../../src/index.ts'
import { chartly } from './invented/chartly.ts'
import { pulse } from './invented/pulse.ts'

describe('Chartly', () => {
  test('Chartly: a changed theme needs a new iframe with the same token', () => {
    const [light, dark] = [{ chartId: 'a' }, { chartId: 'a', theme: 'dark' }]
    expect(chartly.frameKey(dark)).not.toBe(chartly.frameKey(light))
    expect(chartly.tokenKey(dark)).toBe(chartly.tokenKey(light))
  })

  test.each([
    ["the vendor's own answer", { access_token: 'abc', expires_in: 900 }],
    ["an answer in the library's form", { token: 'abc', expiresIn: 900 }],
  ])('Chartly parses %s', (_, answer) => {
    expect(chartly.parseResponse(answer)).toMatchObject({ token: 'abc', lifetime: 900_000 })
  })

  test.each([[undefined], [null], [{}], [{ access_token: '' }], ['']])(
    'Chartly rejects %j as a token response',
    (answer) => {
      expect(codeOf(() => chartly.parseResponse(answer))).toBe('INVALID_TOKEN_RESPONSE')
    },
  )
})

describe('Pulse', () => {
  test('Pulse: a changed period is sent to the page, and nothing else', () => {
    const board = { setPeriod: vi.fn() }
    pulse.update?.(board, { boardId: 'b' }, { boardId: 'b' })
    pulse.update?.(board, { boardId: 'b', period: 'day' }, { boardId: 'b', period: 'day' })
    expect(board.setPeriod).not.toHaveBeenCalled()
    pulse.update?.(board, { boardId: 'b', period: 'month' }, { boardId: 'b', period: 'day' })
    expect(board.setPeriod.mock.calls).toEqual([['month']])
  })

  test('Pulse: a changed period needs no new iframe', () => {
    expect(pulse.frameKey({ boardId: 'b', period: 'day' })).toBe(pulse.frameKey({ boardId: 'b' }))
  })
})

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return isEmbedError(error) ? error.code : String(error)
  }
}
