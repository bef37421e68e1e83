import { describe, expect, test, vi } from 'vitest'
import { isEmbedError } from '../../src/index.ts'
import { chartly } from './invented/chartly.ts'
import { pulse } from './invented/pulse.ts'

describe('Chartly', () => {
  test('another theme is another frame with the same token', () => {
    const [light, dark] = [{ chartId: 'a' }, { chartId: 'a', theme: 'dark' }]
    expect(chartly.frameKey(dark)).not.toBe(chartly.frameKey(light))
    expect(chartly.tokenKey(dark)).toBe(chartly.tokenKey(light))
  })

  test.each([
    ["the vendor's own answer", { access_token: 'abc', expires_in: 900 }],
    ["an answer in the library's form", { token: 'abc', expiresIn: 900 }],
  ])('reads %s', (_, answer) => {
    expect(chartly.parseResponse(answer)).toMatchObject({ token: 'abc', lifetime: 900_000 })
  })

  test.each([[undefined], [null], [{}], [{ access_token: '' }], ['']])('takes %j for no token', (answer) => {
    expect(codeOf(() => chartly.parseResponse(answer))).toBe('INVALID_TOKEN_RESPONSE')
  })
})

describe('Pulse', () => {
  test('the page is told of another period, and of nothing else', () => {
    const board = { setPeriod: vi.fn() }
    pulse.update?.(board, { boardId: 'b' }, { boardId: 'b' })
    pulse.update?.(board, { boardId: 'b', period: 'day' }, { boardId: 'b', period: 'day' })
    expect(board.setPeriod).not.toHaveBeenCalled()
    pulse.update?.(board, { boardId: 'b', period: 'month' }, { boardId: 'b', period: 'day' })
    expect(board.setPeriod.mock.calls).toEqual([['month']])
  })

  test('another period is no other frame', () => {
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
