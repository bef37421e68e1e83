import { describe, expect, test } from 'vitest'
import type { TokenFetcher } from '../../src/index.ts'
import { createEndpointFetcher } from '../../src/browser/endpointFetcher.ts'
import { createResourceId, askPage, fetchRaw, origins, readEvents, readSummary, setOptions } from './emulator.ts'
import { createStage, renderEmbed, until } from './renderStage.tsx'
import { felt, emulatedAdapters } from './adaptersUnderTest.tsx'
import { withProps } from './withProps.ts'

/** Answers with `expiresIn`, so that no clock is compared with another. */
const fetchByDuration = createEndpointFetcher({ url: '/api/embed-token' }) as TokenFetcher

describe.each(emulatedAdapters)('$provider', (under) => {
  test("$provider: one viewer's token never reaches the iframe of the next, not even a late token", async () => {
    const id = createResourceId()
    const { origin } = origins[under.provider]
    const tokens: Record<string, string[]> = { ada: [], ben: [] }
    let status: string | undefined
    const element = (viewerId: string) => {
      const fetchToken: TokenFetcher = async (request) => {
        const answer = await fetchRaw(request)
        tokens[viewerId]?.push(JSON.stringify(answer))
        return answer
      }
      const onStateChange = (state: { status: string }) => void (status = state.status)
      return withProps(under, { viewerId }).embed({ id, origin, fetchToken, onStateChange })
    }
    const ada = element('ada')
    const { container, rerender } = renderEmbed(ada.element)
    await until(() => expect(status).toBe('ready'))
    const srcs: string[] = []
    const frames = () => [...container.querySelectorAll('iframe')]
    await setOptions(under.provider, id, { mintFault: 'hang' })
    const late = ada.handle.current?.refresh().catch(() => {})
    await until(async () => expect((await readSummary(id)).stalled).toBe(1))
    const [old] = frames()
    rerender(element('ben').element)
    await until(() => expect(frames()).not.toContain(old))
    new MutationObserver(() => srcs.push(...frames().map(({ src }) => src))).observe(container, {
      subtree: true,
      childList: true,
      attributes: true,
    })
    await until(async () => expect((await readSummary(id)).stalled).toBe(2))
    expect(frames()).toEqual([])
    expect(status).toBe('loading')
    await setOptions(under.provider, id, { mintFault: 'none' })
    await until(() => expect(status).toBe('ready'))
    await late
    await until(() => expect(tokens).toMatchObject({ ada: [expect.any(String), expect.any(String)] }))
    expect(tokens.ben).toHaveLength(1)
    const holds = (answers: string[] = [], src: string) => answers.some((answer) => answer.includes(tokenIn(src)))
    expect(srcs.length).toBeGreaterThan(0)
    for (const src of srcs) {
      expect(holds(tokens.ben, src)).toBe(true)
      expect(holds(tokens.ada, src)).toBe(false)
    }
  })

  test('$provider: a token that expired while unused is refreshed before an embed loads that comes into view', async () => {
    const id = createResourceId()
    const { origin } = origins[under.provider]
    await setOptions(under.provider, id, { lifetime: 6_000 })
    let expiresAt = 0
    const embed = (loading: 'eager' | 'lazy') =>
      withProps(under, { loading, refreshInBackground: true }).embed({
        id,
        origin,
        fetchToken: fetchByDuration,
        onStateChange: (state) => void (expiresAt = 'expiresAt' in state ? state.expiresAt : expiresAt),
      }).element
    const above = renderEmbed(embed('eager'))
    await until(() => expect(expiresAt).toBeGreaterThan(0))
    const spacer = renderEmbed(<div style={{ height: 3_000 }} />)
    const below = renderEmbed(embed('lazy'))
    above.unmount()
    const [minted, known] = [(await readSummary(id)).minted, expiresAt]
    await until(() => expect(Date.now()).toBeGreaterThan(known + 1_000))
    expect((await readSummary(id)).minted).toBe(minted)
    expect(below.container.querySelector('iframe')).toBeNull()
    await setOptions(under.provider, id, { lifetime: 60_000 })
    below.container.scrollIntoView()
    await until(() => expect(expiresAt).toBeGreaterThan(known + 10_000))
    expect(await readSummary(id)).toMatchObject({ minted: minted + 1, loadsExpired: 0 })
    spacer.unmount()
  })
})

test('an unresponsive pending page is retried with a new token, and the active embed is never ready past its expiry', async () => {
  const reasons: string[] = []
  const fetchToken: TokenFetcher = (request) => {
    reasons.push(request.reason)
    return fetchRaw(request)
  }
  const stage = await createStage(felt, { options: { lifetime: 18_000 }, fetchToken, readyTimeout: 3_000 })
  await stage.untilReady()
  const frame = stage.live()
  await stage.setOptions({ unresponsive: true })
  await until(() => expect(stage.last()?.status).toBe('expired'))
  await until(async () => expect((await stage.summary()).loads).toBeGreaterThanOrEqual(4))
  expect(stage.live()).toBe(frame)
  expect(stage.errors.map(({ code }) => code)).toContain('SWAP_FAILED')
  expect(reasons[reasons.indexOf('scheduled') + 1]).toBe('forced')
  const loaded = (await readEvents(stage.id)).flatMap((entry) => (entry.type === 'loaded' ? [entry.tokenSuffix] : []))
  expect(new Set(loaded).size).toBe(loaded.length)
  const statuses = stage.states.map(({ status }) => status)
  expect(new Set(statuses.slice(statuses.indexOf('expired')))).toEqual(new Set(['expired']))
  await stage.setOptions({ unresponsive: false, lifetime: 60_000 })
  await until(() => expect(stage.live()).not.toBe(frame))
  await stage.untilReady()
  expect((await stage.summary()).loadsExpired).toBe(0)
  expect(await askPage(stage.live(), 'state')).toMatchObject({ tokenSuffix: expect.any(String) })
})

/** The token in a frame's address, as it was before it was escaped. */
function tokenIn(src: string): string {
  const { searchParams, pathname } = new URL(src)
  return searchParams.get('token') ?? decodeURIComponent(pathname.split('/')[2] ?? '')
}
