import { render, renderHook } from '@testing-library/react'
import { createRef, type ReactElement } from 'react'
import { describe, expect, test, vi } from 'vitest'
import {
  clearEmbedTokens,
  type EmbedHandle,
  explo,
  ExploEmbed,
  felt,
  FeltEmbed,
  useEmbedToken,
} from '../../src/index.ts'
import { metabase, MetabaseEmbed } from '../../src/metabase.ts'
import { createEmbed } from '../../src/react/createEmbed.tsx'
import { superset, SupersetEmbed } from '../../src/superset.ts'
import { hydrateHtml, renderOnServer } from './onServer.ts'
import {
  acme,
  AcmeEmbed,
  advanceTime,
  createFakeBackend,
  createTestClient,
  early,
  EarlyEmbed,
  fakeTimeAndChance,
  frames,
  postFromIframe,
  recordCallbacks,
} from './support.tsx'

fakeTimeAndChance()

const rejected = () => new Response('', { status: 401 })

test('a disabled embed fetches nothing, has no iframe, and shows its fallback', async () => {
  const [backend, record] = [createFakeBackend(), recordCallbacks()]
  const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange }
  const { container } = render(
    <AcmeEmbed place="p" enabled={false} fallback="Sign in first" queryClient={createTestClient()} {...props} />,
  )
  await advanceTime(60_000)
  expect(backend.count).toBe(0)
  expect(frames()).toEqual([])
  expect(record.statuses).toEqual(['idle'])
  expect(container.textContent).toBe('Sign in first')
})

test('an embed that is enabled later fetches one token, and removes the iframe when disabled again', async () => {
  const [backend, record, queryClient] = [createFakeBackend(), recordCallbacks(), createTestClient()]
  const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange, queryClient }
  const { rerender } = render(<AcmeEmbed place="p" enabled={false} {...props} />)
  await advanceTime(1_000)
  rerender(<AcmeEmbed place="p" enabled {...props} />)
  await advanceTime(1)
  await postFromIframe(frames()[0], 'ready')
  expect(record.statuses).toEqual(['idle', 'loading', 'ready'])
  rerender(<AcmeEmbed place="p" enabled={false} {...props} />)
  expect(frames()).toEqual([])
  await advanceTime(600_000)
  expect(backend.count).toBe(1)
  expect(record.last?.status).toBe('idle')
})

test('enabling an embed retries after a non-retryable error', async () => {
  const [backend, record, queryClient] = [createFakeBackend(), recordCallbacks(), createTestClient()]
  const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange, queryClient }
  backend.fault = rejected
  const { rerender } = render(<AcmeEmbed place="p" {...props} />)
  await advanceTime(1)
  expect(record.last).toMatchObject({ status: 'error', error: { code: 'UNAUTHORIZED' } })
  rerender(<AcmeEmbed place="p" enabled={false} {...props} />)
  backend.fault = undefined
  await advanceTime(50)
  rerender(<AcmeEmbed place="p" enabled {...props} />)
  await advanceTime(1)
  await postFromIframe(frames()[0], 'ready')
  expect(record.last?.status).toBe('ready')
  expect(backend.count).toBe(2)
})

test('an embed that is enabled after a sign-out fetches a token', async () => {
  const [backend, record, queryClient] = [createFakeBackend(), recordCallbacks(), createTestClient()]
  const props = { fetchToken: backend.fetchToken, onStateChange: record.onStateChange, queryClient }
  const { rerender } = render(<AcmeEmbed place="p" {...props} />)
  await advanceTime(1)
  clearEmbedTokens(queryClient)
  rerender(<AcmeEmbed place="p" enabled={false} {...props} />)
  await advanceTime(60_000)
  expect([backend.count, record.last?.status]).toEqual([1, 'idle'])
  rerender(<AcmeEmbed place="p" enabled {...props} />)
  await advanceTime(1)
  await postFromIframe(frames()[0], 'ready')
  expect([backend.count, record.last?.status]).toEqual([2, 'ready'])
})

test('a disabled useEmbedToken returns no token and fetches none, until it is enabled', async () => {
  const [backend, queryClient] = [createFakeBackend(), createTestClient()]
  const { result, rerender } = renderHook(
    ({ enabled }) => useEmbedToken(acme, { place: 'p', enabled, fetchToken: backend.fetchToken }, { queryClient }),
    { initialProps: { enabled: false } },
  )
  await advanceTime(60_000)
  expect([backend.count, result.current.state.status, result.current.token]).toEqual([0, 'idle', undefined])
  rerender({ enabled: true })
  await advanceTime(1)
  expect(result.current.token).toBe('token-1')
})

test('a useEmbedToken that becomes disabled returns no token, also one that another component uses', async () => {
  const [backend, queryClient] = [createFakeBackend(), createTestClient()]
  const { result, rerender } = renderHook(
    ({ enabled }) => [
      useEmbedToken(acme, { place: 'p', enabled, fetchToken: backend.fetchToken }, { queryClient }),
      useEmbedToken(acme, { place: 'p', fetchToken: backend.fetchToken }, { queryClient }),
    ],
    { initialProps: { enabled: true } },
  )
  await advanceTime(1)
  const tokens = () => result.current.map(({ state, token }) => [state.status, token])
  expect(tokens()).toEqual([
    ['ready', 'token-1'],
    ['ready', 'token-1'],
  ])
  rerender({ enabled: false })
  expect(tokens()).toEqual([
    ['idle', undefined],
    ['ready', 'token-1'],
  ])
})

test("a disabled embed is not part of a server's HTML, whatever initialToken it gets", async () => {
  const initialToken = { token: 'from-server', expiresIn: 900, expiresAt: Date.now() + 900_000 }
  const props = { place: 'p', enabled: false, initialToken, fetchToken: createFakeBackend().fetchToken }
  const html = await renderOnServer((copy) => {
    const Embed = copy.createEmbed(early)
    return <Embed {...props} queryClient={createTestClient()} />
  })
  expect(html).not.toContain('iframe')
  const { onRecoverableError } = hydrateHtml(html, <EarlyEmbed {...props} queryClient={createTestClient()} />)
  await advanceTime(1)
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(frames()).toEqual([])
})

describe('an embed whose ID comes with the user', () => {
  /** An app's own adapter whose functions cannot take the missing ID. */
  const strict = {
    ...acme,
    name: 'strict',
    validate({ place }: { place: string }) {
      if (!place) throw new Error('no place')
    },
    frameKey: ({ place }: { place: string }) => new URL(`https://${place}.test`).href,
  }
  const StrictEmbed = createEmbed(strict)
  const origin = 'https://bi.test'
  const { fetchToken } = createFakeBackend()

  const embeds: [string, (id: string, props: object) => ReactElement][] = [
    ['FeltEmbed', (id, props) => <FeltEmbed mapId={id} fetchToken={fetchToken} {...props} />],
    ['ExploEmbed', (id, props) => <ExploEmbed embedId={id} fetchToken={fetchToken} {...props} />],
    ['SupersetEmbed', (id, props) => <SupersetEmbed dashboardId={id} {...{ origin, fetchToken }} {...props} />],
    ['MetabaseEmbed', (id, props) => <MetabaseEmbed dashboardId={id} {...{ origin, fetchToken }} {...props} />],
    ["an app's own embed", (id, props) => <StrictEmbed place={id} fetchToken={fetchToken} {...props} />],
  ]

  describe.each(embeds)('%s', (_, embed) => {
    test('a disabled embed with invalid props is idle and looks like one with valid props, until it is enabled', async () => {
      const [record, onError, queryClient] = [recordCallbacks(), vi.fn(), createTestClient()]
      const props = { queryClient, onError, onStateChange: record.onStateChange, fallback: 'Sign in first' }
      const { container, rerender } = render(embed('', { ...props, enabled: false }))
      await advanceTime(60_000)
      expect(record.statuses).toEqual(['idle'])
      expect(onError).not.toHaveBeenCalled()
      const invalid = container.innerHTML
      rerender(embed('a1', { ...props, enabled: false }))
      expect(invalid).toContain('Sign in first')
      expect(container.innerHTML).toBe(invalid)
      rerender(embed('a1', { ...props, enabled: true }))
      await advanceTime(1)
      expect(frames()).toHaveLength(1)
      rerender(embed('', { ...props, enabled: false }))
      expect([frames(), record.last?.status, container.innerHTML]).toEqual([[], 'idle', invalid])
      expect(onError).not.toHaveBeenCalled()
    })

    test('invalid props are reported once, as soon as the embed is enabled, and no longer when it is disabled', async () => {
      const [record, onError, queryClient] = [recordCallbacks(), vi.fn(), createTestClient()]
      const props = { queryClient, onError, onStateChange: record.onStateChange }
      const { container, rerender } = render(embed('', { ...props, enabled: false }))
      rerender(embed('', { ...props, enabled: true }))
      rerender(embed('', { ...props, enabled: true }))
      expect(onError.mock.calls.flat()).toMatchObject([{ code: 'INVALID_PROPS' }])
      expect(container.querySelector('[role=alert]')).toBeTruthy()
      rerender(embed('', { ...props, enabled: false }))
      expect(container.querySelector('[role=alert]')).toBeNull()
      expect(record.statuses).toEqual(['idle', 'error', 'idle'])
    })
  })

  test.each([
    ['felt', () => useEmbedToken(felt, { mapId: '', enabled: false, fetchToken })],
    ['explo', () => useEmbedToken(explo, { embedId: '', enabled: false, fetchToken })],
    ['superset', () => useEmbedToken(superset, { dashboardId: '', origin: '', enabled: false, fetchToken })],
    ['metabase', () => useEmbedToken(metabase, { origin: '', enabled: false, fetchToken })],
    ["an app's own adapter", () => useEmbedToken(strict, { place: '', enabled: false, fetchToken })],
  ])('a disabled useEmbedToken with invalid props is idle (%s)', async (_, hook) => {
    const { result } = renderHook(hook)
    await advanceTime(60_000)
    expect([result.current.state, result.current.token]).toEqual([{ status: 'idle' }, undefined])
  })

  test('the handle of a disabled embed with invalid props is idle, and rejects commands with the error of the props', async () => {
    const handle = createRef<EmbedHandle<{ place: string }>>()
    render(
      <StrictEmbed ref={handle} place="" enabled={false} fetchToken={fetchToken} queryClient={createTestClient()} />,
    )
    expect(handle.current?.state).toEqual({ status: 'idle' })
    await expect(handle.current?.refresh()).rejects.toMatchObject({ code: 'INVALID_PROPS' })
    await expect(handle.current?.reload()).rejects.toMatchObject({ code: 'INVALID_PROPS' })
  })

  test("a disabled embed with invalid props is the same in a server's HTML and after hydration", async () => {
    const props = { place: '', enabled: false, fallback: 'Sign in first', fetchToken }
    const html = await renderOnServer((copy) => {
      const Embed = copy.createEmbed(strict)
      return <Embed {...props} queryClient={createTestClient()} />
    })
    expect(html).toContain('Sign in first')
    const { onRecoverableError } = hydrateHtml(html, <StrictEmbed {...props} queryClient={createTestClient()} />)
    await advanceTime(1)
    expect(onRecoverableError).not.toHaveBeenCalled()
    expect(document.body.textContent).toBe('Sign in first')
  })
})
