import { render, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useEmbedToken } from '../../src/index.ts'
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
